/** Models that run in this process, on ONNX Runtime. */
@NullMarked
package io.sluice.onnx;

import org.jspecify.annotations.NullMarked;
