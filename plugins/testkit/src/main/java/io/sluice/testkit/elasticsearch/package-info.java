/** Elasticsearch servers for tests. */
@NullMarked
package io.sluice.testkit.elasticsearch;

import org.jspecify.annotations.NullMarked;
