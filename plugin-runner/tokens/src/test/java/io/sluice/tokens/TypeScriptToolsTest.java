package io.sluice.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TypeScriptToolsTest {

  @Test
  void aFunctionIsAType() {
    assertThat(
            render(
                """
                {"name": "get_weather", "description": "Weather now",
                 "parameters": {"type": "object", "required": ["city"], "properties": {
                   "city": {"type": "string", "title": "City", "description": "Where"},
                   "unit": {"type": "string", "enum": ["C", "F"], "default": "C"},
                   "days": {"type": "array", "items": {"type": "integer"}},
                   "either": {"anyOf": [{"type": "number"}, {"type": "null"}]},
                   "both": {"type": ["string", "integer"]}}}}
                """))
        .isEqualTo(
            """
            namespace functions {

            // Weather now
            type get_weather = (_: {
            // City
            //
            // Where
            city: string,
            unit?: "C" | "F", // default: "C"
            days?: number[],
            either?: number | null,
            both?: string | number,
            }) => any;

            } // namespace functions\
            """);
  }

  @Test
  void belowTheFirstLevelOnlyTypesRemain() {
    assertThat(
            render(
                """
                {"name": "f", "parameters": {"properties": {
                   "at": {"type": "object", "properties": {
                     "x": {"type": "number", "description": "left out"}}}}}}
                """))
        .contains("at?: {\n  x?: number,\n},\n")
        .doesNotContain("left out");
  }

  @Test
  void noParametersAreNoArgument() {
    assertThat(render("{\"name\": \"f\"}")).contains("type f = () => any;");
  }

  @Test
  void aReferenceIsFollowed() {
    assertThat(
            render(
                """
                {"name": "f", "parameters": {"$defs": {"P": {"type": "object", "properties": {
                   "x": {"type": "number"}}}}, "properties": {"p": {"$ref": "#/$defs/P"}}}}
                """))
        .contains("x?: number");
  }

  @Test
  void aSchemaThatHoldsItselfEnds() {
    assertThat(
            render(
                """
                {"name": "f", "parameters": {"$defs": {"P": {"type": "object", "properties": {
                   "p": {"$ref": "#/$defs/P"}}}}, "properties": {"p": {"$ref": "#/$defs/P"}}}}
                """))
        .contains("any,");
  }

  @Test
  void aSchemaThatDoublesItselfStaysSmall() {
    assertThat(
            render(
                """
                {"name": "f", "parameters": {"$defs": {"P": {"type": "object", "properties": {
                   "l": {"$ref": "#/$defs/P"}, "r": {"$ref": "#/$defs/P"}}}},
                   "properties": {"p": {"$ref": "#/$defs/P"}}}}
                """))
        .hasSizeLessThan(2_000_000);
  }

  private static String render(String function) {
    return TypeScriptTools.render(List.of(new JsonMapper().readTree(function)));
  }
}
