package io.sluice.runner.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A file of routes, by the ways in which its objects refer to each other. */
record RouteFile(Map<Kind, List<Resource>> byKind) {

  /** Reads the objects of a file; what is none, and what has another's id, is noted. */
  static RouteFile read(@Nullable Node root, Findings findings) {
    if (root != null && !(root instanceof MappingNode)) {
      findings.error(Position.of(root), "", "the file must be a mapping of its sections");
    }
    var byKind = new EnumMap<Kind, List<Resource>>(Kind.class);
    var sections = Mapping.of(root);
    for (var kind : Kind.values()) {
      sections
          .value(kind.section())
          .filter(node -> !(node instanceof SequenceNode) && !node.getTag().equals(Tag.NULL))
          .ifPresent(
              node -> findings.error(Position.of(node), "", kind.section() + " must be a list"));
      var resources = new ArrayList<Resource>();
      byKind.put(kind, resources);
      var byId = new LinkedHashMap<String, Resource>();
      for (var node : sections.list(kind.section())) {
        if (node instanceof MappingNode) {
          var resource = resource(kind, node);
          resources.add(resource);
          noteRepetition(resource, byId, findings);
        } else {
          findings.error(
              Position.of(node), "", "a " + kind.label() + " must be a mapping of its fields");
        }
      }
    }
    var file = new RouteFile(byKind);
    file.all(Kind.ROUTE).forEach(route -> file.noteDanglingReferences(route, findings));
    return file;
  }

  List<Resource> all() {
    return byKind.values().stream().flatMap(List::stream).toList();
  }

  List<Resource> all(Kind kind) {
    return byKind.getOrDefault(kind, List.of());
  }

  /** Returns the plugin that a route runs under a name: its own goes before one it refers to. */
  Optional<PlacedPlugin> plugin(Resource route, String name) {
    return Stream.of(
            Optional.of(route), referred(route, Kind.PLUGIN_CONFIG), referred(route, Kind.SERVICE))
        .flatMap(Optional::stream)
        .flatMap(resource -> resource.plugin(name).stream())
        .findFirst()
        .filter(PlacedPlugin::isOn);
  }

  /** Returns the plugins of a name that run on every route. */
  List<PlacedPlugin> globalPlugins(String name) {
    return all(Kind.GLOBAL_RULE).stream()
        .flatMap(rule -> rule.plugin(name).stream())
        .filter(PlacedPlugin::isOn)
        .toList();
  }

  /** Whether the gateway as a whole gives loggers a format. */
  boolean hasLogFormat() {
    return all(Kind.PLUGIN_METADATA).stream()
        .anyMatch(metadata ->
            metadata.id().filter("http-logger"::equals).isPresent()
                && metadata.fields().value("log_format").isPresent());
  }

  /** Returns the object that a route refers to as its service or plugin_config. */
  Optional<Resource> referred(Resource route, Kind kind) {
    return route
        .fields()
        .text(kind.label() + "_id")
        .flatMap(id ->
            all(kind).stream()
                .filter(resource -> resource.id().filter(id::equals).isPresent())
                .findFirst());
  }

  private void noteDanglingReferences(Resource route, Findings findings) {
    for (var kind : List.of(Kind.PLUGIN_CONFIG, Kind.SERVICE)) {
      if (referred(route, kind).isEmpty()) {
        route
            .fields()
            .value(kind.label() + "_id")
            .ifPresent(id ->
                findings.error(
                    Position.of(id), route.where(), "the file has no such " + kind.label()));
      }
    }
  }

  private static Resource resource(Kind kind, Node node) {
    var fields = Mapping.of(node);
    return new Resource(kind, fields.text(kind.idKey()), Position.of(node), fields);
  }

  private static void noteRepetition(
      Resource resource, Map<String, Resource> byId, Findings findings) {
    resource
        .id()
        .map(id -> byId.putIfAbsent(id, resource))
        .ifPresent(first ->
            findings.error(
                resource.position(),
                resource.where(),
                "the %s is taken by the %s on line %d"
                    .formatted(
                        resource.kind().idKey(),
                        resource.kind().label(),
                        first.position().line())));
  }
}
