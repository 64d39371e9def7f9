/** Elasticsearch 9 as a store. */
@NullMarked
package io.sluice.elasticsearch;

import org.jspecify.annotations.NullMarked;
