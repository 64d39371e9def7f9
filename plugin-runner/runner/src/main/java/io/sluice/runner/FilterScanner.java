package io.sluice.runner;

import java.util.List;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.env.Environment;

/**
 * Finds the Spring components of existing filters in the packages of {@code
 * sluice.filters.packages}, as the published Java runner does in those of its own application.
 */
final class FilterScanner implements BeanDefinitionRegistryPostProcessor {

  private static final Bindable<List<String>> PACKAGES = Bindable.listOf(String.class);

  private final Environment environment;

  FilterScanner(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    var packages =
        Binder.get(environment).bind("sluice.filters.packages", PACKAGES).orElse(List.of());
    if (!packages.isEmpty()) {
      new ClassPathBeanDefinitionScanner(registry).scan(packages.toArray(String[]::new));
    }
  }
}
