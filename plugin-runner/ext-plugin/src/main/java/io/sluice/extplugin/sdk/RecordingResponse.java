package io.sluice.extplugin.sdk;

import org.apache.apisix.plugin.runner.HttpResponse;
import org.jspecify.annotations.Nullable;

/** The SDK's response, which here only records. A name that is null is ignored, as there. */
final class RecordingResponse extends HttpResponse {

  private final RecordedChanges changes;

  RecordingResponse(long callId, RecordedChanges changes) {
    super(callId);
    this.changes = changes;
  }

  @Override
  public void setReqHeader(@Nullable String headerKey, @Nullable String headerValue) {
    changes.header(headerKey, headerValue);
  }

  @Override
  public void setArg(@Nullable String argKey, @Nullable String argValue) {
    changes.argument(argKey, argValue);
  }

  @Override
  public void setPath(@Nullable String path) {
    changes.path(path);
  }

  @Override
  public void setHeader(@Nullable String headerKey, @Nullable String headerValue) {
    changes.responseHeader(headerKey, headerValue);
  }

  @Override
  public void setBody(@Nullable String body) {
    changes.stopWithBody(body);
  }

  @Override
  public void setStatusCode(int statusCode) {
    changes.stopWithStatus(statusCode);
  }
}
