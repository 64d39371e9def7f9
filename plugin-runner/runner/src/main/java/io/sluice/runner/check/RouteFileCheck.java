package io.sluice.runner.check;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.sluice.exchange.Plugin;
import java.io.StringReader;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Checks an APISIX standalone {@code apisix.yaml}: every block of ours as the runner would read it,
 * and what is around them. Nothing is asked over the network. Thread-safe.
 */
public final class RouteFileCheck {

  /** APISIX looks for its end mark in so many bytes. */
  private static final int TAIL = 10;

  private final Map<String, Plugin<?>> plugins;
  private final KnownNames known;

  /**
   * @param plugins ours, whose blocks are checked
   * @param foreign the names of other filters that the runner serves, whose blocks are not
   */
  public RouteFileCheck(Collection<? extends Plugin<?>> plugins, Set<String> foreign) {
    this.plugins = plugins.stream().collect(toUnmodifiableMap(Plugin::name, identity()));
    var names = new HashSet<>(foreign);
    names.addAll(this.plugins.keySet());
    this.known = new KnownNames(names);
  }

  /** Returns what is wrong with a file, in its order. */
  public List<Finding> check(String yaml) {
    return report(yaml).findings();
  }

  Report report(String yaml) {
    var findings = new Findings();
    var source = yaml.startsWith("\ufeff") ? yaml.substring(1) : yaml;
    checkEnd(source, findings);
    try {
      var root = new Yaml(options()).compose(new StringReader(source));
      new RepeatedKeys(findings).check(root);
      var file = RouteFile.read(root, findings);
      var blocks = new BlockCheck(source, plugins, known, findings);
      for (var resource : file.all()) {
        Stream.of(RouteCheck.PRE_REQ, RouteCheck.POST_REQ, RouteCheck.POST_RESP)
            .flatMap(name -> resource.plugin(name).stream())
            .forEach(blocks::check);
      }
      new RouteCheck(file, plugins.keySet(), findings).check();
      return new Report(file.all(Kind.ROUTE).size(), blocks.checked(), findings.inOrder());
    } catch (MarkedYAMLException e) {
      findings.error(Position.of(e.getProblemMark()), "", "not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      findings.error(Position.START, "", "not YAML: " + e.getMessage());
    }
    return new Report(0, 0, findings.inOrder());
  }

  private static void checkEnd(String source, Findings findings) {
    if (!source.substring(Math.max(0, source.length() - TAIL)).contains("#END")) {
      int lines = (int) source.stripTrailing().lines().count();
      findings.error(
          new Position(Math.max(1, lines), 1),
          "",
          "the last line must be #END: without it APISIX does not take the file");
    }
  }

  static LoaderOptions options() {
    var options = new LoaderOptions();
    // The file is the operator's own, and aliases are not copied.
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    return options;
  }
}
