/**
 * APISIX's external-plugin protocol: frames of flatbuffers over a unix socket.
 *
 * <p>Nothing outside this package knows the protocol; a runner implements {@link
 * io.sluice.extplugin.RouteFactory} and starts an {@link io.sluice.extplugin.ExtPluginServer}.
 */
@NullMarked
package io.sluice.extplugin;

import org.jspecify.annotations.NullMarked;
