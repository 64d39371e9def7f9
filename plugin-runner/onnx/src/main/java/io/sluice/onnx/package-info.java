@NullMarked
package io.sluice.onnx;

import org.jspecify.annotations.NullMarked;
