package io.sluice.gateway.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The arguments of a request, unescaped, in their order. */
public final class Args {

  /**
   * One argument.
   *
   * @param value empty for a flag, which has no equals sign
   */
  public record Arg(String name, Optional<String> value) {}

  private final List<Arg> list;
  private boolean changed;

  private Args(List<Arg> list) {
    this.list = list;
  }

  public static Args parse(String query) {
    var list = new ArrayList<Arg>();
    for (var part : query.split("&", -1)) {
      var equals = part.indexOf('=');
      if (equals > 0) {
        var value = Uris.unescapeArgument(part.substring(equals + 1));
        list.add(new Arg(Uris.unescapeArgument(part.substring(0, equals)), Optional.of(value)));
      } else if (equals < 0 && !part.isEmpty()) {
        list.add(new Arg(Uris.unescapeArgument(part), Optional.empty()));
      }
    }
    return new Args(list);
  }

  public List<Arg> list() {
    return List.copyOf(list);
  }

  public Optional<String> first(String name) {
    return list.stream()
        .filter(arg -> arg.name().equals(name))
        .findFirst()
        .map(arg -> arg.value().orElse("true"));
  }

  public void remove(String name) {
    list.removeIf(arg -> arg.name().equals(name));
    changed = true;
  }

  public void add(String name, String value) {
    list.add(new Arg(name, Optional.of(value)));
    changed = true;
  }

  public boolean changed() {
    return changed;
  }

  public String encoded() {
    return list.stream()
        .map(arg ->
            Uris.escapeArgument(arg.name())
                + arg.value().map(value -> "=" + Uris.escapeArgument(value)).orElse(""))
        .collect(Collectors.joining("&"));
  }
}
