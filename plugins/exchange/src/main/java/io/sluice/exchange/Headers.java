package io.sluice.exchange;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Headers in the order in which they came: names compare without case, repeated names are kept. */
public final class Headers implements Iterable<Header> {

  private static final Headers NONE = new Headers(List.of());

  private final List<Header> headers;

  private Headers(List<Header> headers) {
    this.headers = headers;
  }

  /** Returns no headers. */
  public static Headers none() {
    return NONE;
  }

  /** Returns a copy of the given headers. */
  public static Headers of(List<Header> headers) {
    return new Headers(List.copyOf(headers));
  }

  /** Returns the value of the first header of that name. */
  public Optional<String> first(String name) {
    return headers.stream().filter(named(name)).map(Header::value).findFirst();
  }

  /** Returns the values of every header of that name. */
  public List<String> all(String name) {
    return headers.stream().filter(named(name)).map(Header::value).toList();
  }

  /** Returns these headers with one of that name only, at the end. */
  public Headers with(String name, String value) {
    var changed = new ArrayList<>(without(name).headers);
    changed.add(new Header(name, value));
    return new Headers(List.copyOf(changed));
  }

  /** Returns these headers without those of that name. */
  public Headers without(String name) {
    return new Headers(headers.stream().filter(named(name).negate()).toList());
  }

  /** Returns the headers as a list that can't be changed. */
  public List<Header> asList() {
    return headers;
  }

  @Override
  public Iterator<Header> iterator() {
    return headers.iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Headers that && headers.equals(that.headers);
  }

  @Override
  public int hashCode() {
    return headers.hashCode();
  }

  /** Names only: values may be secrets. */
  @Override
  public String toString() {
    return headers.stream().map(Header::name).toList().toString();
  }

  private static Predicate<Header> named(String name) {
    return header -> header.name().equalsIgnoreCase(name);
  }
}
