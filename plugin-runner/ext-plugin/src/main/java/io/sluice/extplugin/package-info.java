@NullMarked
package io.sluice.extplugin;

import org.jspecify.annotations.NullMarked;
