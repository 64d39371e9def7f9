/** The program that makes the model files at build time. The jar holds the files only. */
@NullMarked
package io.sluice.models;

import org.jspecify.annotations.NullMarked;
