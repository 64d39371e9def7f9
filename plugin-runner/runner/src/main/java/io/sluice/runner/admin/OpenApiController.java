package io.sluice.runner.admin;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /admin/v1/openapi.json}: what there is to call. */
@RestController
public final class OpenApiController {

  private static final Resource DOCUMENT =
      new ClassPathResource("openapi.json", OpenApiController.class);

  @GetMapping("/admin/v1/openapi.json")
  ResponseEntity<Resource> openApi(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(DOCUMENT);
  }
}
