package io.sluice.runner;

import java.util.List;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.env.Environment;

/**
 * Finds the Spring components of existing filters in the packages of {@code
 * sluice.filters.packages}, as the published Java runner does in those of its own application.
 */
final class FilterScanner implements BeanDefinitionRegistryPostProcessor, EnvironmentAware {

  private static final Bindable<List<String>> PACKAGES = Bindable.listOf(String.class);

  private List<String> packages = List.of();

  @Override
  public void setEnvironment(Environment environment) {
    packages = Binder.get(environment).bind("sluice.filters.packages", PACKAGES).orElse(List.of());
  }

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    if (!packages.isEmpty()) {
      new ClassPathBeanDefinitionScanner(registry).scan(packages.toArray(String[]::new));
    }
  }
}
