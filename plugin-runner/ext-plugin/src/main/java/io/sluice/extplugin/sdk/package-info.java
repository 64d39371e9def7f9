@NullMarked
package io.sluice.extplugin.sdk;

import org.jspecify.annotations.NullMarked;
