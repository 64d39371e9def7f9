@NullMarked
package io.sluice.models;

import org.jspecify.annotations.NullMarked;
