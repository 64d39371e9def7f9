/** Checks answers against the schemas that clients send. */
@NullMarked
package io.sluice.jsonschema;

import org.jspecify.annotations.NullMarked;
