package io.sluice.tokens;

import static io.sluice.tokens.Counting.count;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif"})
  void readsTheSizeOf(String format) throws IOException {
    assertThat(ImageSize.of(image(format, 640, 481))).isEqualTo(new ImageSize(640, 481));
  }

  @ParameterizedTest
  @CsvSource({
    // Lossy, lossless and extended, each of 550 by 368.
    "UklGRkgAAABXRUJQVlA4IDwAAACwBQCdASomAnABPw==",
    "UklGRhYAAABXRUJQVlA4TAoAAAAvJcJbAA==",
    "UklGRiYAAABXRUJQVlA4WAoAAAAQAAAAJQIAbwEA",
  })
  void readsTheSizeOfWebp(String base64) {
    assertThat(ImageSize.ofBase64(base64)).isEqualTo(new ImageSize(550, 368));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!!!", "iVBORw==", "/9j/", "UklGRg==", "AAAA"})
  void whatIsNoImageHasNoSize(String base64) {
    assertThat(ImageSize.ofBase64(base64).isKnown()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "TILES_85_170, 512, 512, 255",
    "TILES_85_170, 1024, 1024, 765",
    "TILES_85_170, 2048, 4096, 1105",
    "TILES_2833_5667, 1024, 1024, 25501",
    "PATCHES_1_62, 1024, 1024, 1659",
    "PATCHES_1_62, 1800, 2400, 2353",
    "CLAUDE, 1000, 1000, 1334",
    "CLAUDE, 6000, 6000, 1600",
    "GEMINI, 300, 300, 258",
    "GEMINI, 1024, 1024, 1032",
    "SQUARES, 280, 280, 100",
  })
  void costsByItsSize(ImageRule rule, int width, int height, long tokens) {
    assertThat(rule.tokens(new ImageSize(width, height), false)).isEqualTo(tokens);
  }

  @ParameterizedTest
  @CsvSource({
    "TILES_85_170, 1445",
    "PATCHES_1_62, 2489",
    "CLAUDE, 1600",
    "GEMINI, 1120",
    "SQUARES, 2048"
  })
  void anImageOfUnknownSizeIsTakenForALargeOne(ImageRule rule, long most) {
    assertThat(rule.tokens(ImageSize.UNKNOWN, false)).isBetween(most - 40, most);
  }

  @Test
  void lowDetailHasNoTiles() {
    assertThat(ImageRule.TILES_85_170.tokens(ImageSize.UNKNOWN, true)).isEqualTo(85);
  }

  @Test
  void imagesOfAnyProtocolAreCounted() throws IOException {
    var data = Base64.getEncoder().encodeToString(image("png", 512, 512));
    var url = "data:image/png;base64," + data;

    var chat =
        "{'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'"
            + url
            + "'}}]}]}";
    var responses =
        "{'input':[{'role':'user','content':[{'type':'input_image','image_url':'" + url + "'}]}]}";
    var anthropic =
        "{'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','data':'"
            + data
            + "'}}]}]}";
    var gemini =
        "{'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'" + data + "'}}]}]}";
    assertThat(count("gpt-4o", chat).tokens()).isEqualTo(7 + 255);
    assertThat(count("gpt-4o", chat).images()).isEqualTo(1);
    assertThat(count("gpt-4o", chat).exact()).isFalse();
    assertThat(count("gpt-4o", responses).tokens()).isEqualTo(7 + 255);
    assertThat(count("claude-sonnet-4-5", anthropic).tokens()).isBetween(350L, 360L);
    assertThat(count("gemini-2.5-pro", gemini).images()).isEqualTo(1);
  }

  @Test
  void soundAndFilesAreEstimatedByTheirLength() {
    var sound =
        "{'messages':[{'role':'user','content':[{'type':'input_audio','input_audio':{'format':'wav','data':'"
            + "A".repeat(640_000)
            + "'}}]}]}";
    var file =
        "{'messages':[{'role':'user','content':[{'type':'file','file':{'file_data':'"
            + "A".repeat(40_000)
            + "'}}]}]}";

    assertThat(count("gpt-4o", sound).tokens()).isBetween(90L, 120L);
    assertThat(count("gpt-4o", file).tokens()).isBetween(2_000L, 4_000L);
  }

  private static byte[] image(String format, int width, int height) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
    return bytes.toByteArray();
  }
}
