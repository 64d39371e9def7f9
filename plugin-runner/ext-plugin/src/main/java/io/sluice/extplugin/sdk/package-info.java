/**
 * Runs filters written against {@code apisix-runner-plugin-sdk} 0.6.0 beside our own plugins.
 *
 * <p>A filter sees the SDK's own types; they read from our call and record what is set, without the
 * round trip through flatbuffers. Where this differs from the published runner:
 *
 * <ul>
 *   <li>{@code response.setHeader} alone adds a header to the response of the request, which goes
 *       on; there it ended the request with an empty 200.
 *   <li>A filter that stopped the request stays obeyed whatever is set later; there the last setter
 *       called decided.
 *   <li>{@code request.setBody} changes the body sent upstream; there it was lost.
 *   <li>{@code request.setHeader}, {@code setArg} and {@code setPath} show in the getters at once.
 *   <li>{@code getHeader} compares names without case, {@code getBody} reads UTF-8 and is empty
 *       rather than failing when no body was asked for, {@code getSourceIP} writes IPv6 as such.
 *   <li>What follows {@code chain.filter(...)} in a filter runs before the next filter, not after.
 *   <li>Filters run on threads of their own, not on the event loop, and are interrupted when the
 *       call's time is up.
 *   <li>{@code postFilter} is never called: the response phase is not served.
 * </ul>
 */
@NullMarked
package io.sluice.extplugin.sdk;

import org.jspecify.annotations.NullMarked;
