/** Filters written against the published SDK, as its documentation shows them. */
@NullMarked
package com.example.filters;

import org.jspecify.annotations.NullMarked;
