package io.sluice.gateway.exchange;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;

/**
 * A response that the gateway itself gives.
 *
 * @param body a byte string
 */
public record Answer(int status, HttpFields headers, String body) {

  /** A message as APISIX writes it: JSON and a line end, with nginx's default content type. */
  public static Answer json(int status, String name, String message) {
    var body = "{\"" + name + "\":\"" + message + "\"}\n";
    return new Answer(status, plainText(), body);
  }

  /** The page that nginx makes for a status alone. */
  public static Answer page(int status) {
    var title = status + " " + HttpStatus.getMessage(status);
    var page =
        """
        <html>
        <head><title>%s</title></head>
        <body>
        <center><h1>%s</h1></center>
        <hr><center>APISIX stand-in</center>
        </body>
        </html>
        """
            .formatted(title, title);
    var headers = HttpFields.build().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
    return new Answer(status, headers, page);
  }

  public static HttpFields.Mutable plainText() {
    return HttpFields.build().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
  }
}
