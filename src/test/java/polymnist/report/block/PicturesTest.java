package polymnist.report.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.report.block.Block.Picture;

class PicturesTest {
  private static final byte[] SMALL = Png.encode(Image.black(3, 28, 28));

  private final Pictures pictures = new Pictures(Long.MAX_VALUE);

  @Test
  void aSmallPictureIsEmbeddedByteByByte() {
    Picture picture = pictures.pixels(SMALL, "a digit");

    assertThat(decoded(picture)).isEqualTo(SMALL);
    assertThat(picture.alt()).isEqualTo("a digit");
  }

  @Test
  void aLargePictureIsMadeSmall() throws IOException, UnreadableImage {
    byte[] wide = Png.encode(Image.black(3, 100, 400));

    assertThat(Png.decode(decoded(pictures.pixels(wide, ""))).toString())
        .isEqualTo("Image[3,16,64]");
    String photo = pictures.photo(wide, "").uri();
    assertThat(photo).startsWith("data:image/jpeg;base64,");
    BufferedImage shown =
        ImageIO.read(
            new ByteArrayInputStream(Base64.getDecoder().decode(photo.replaceFirst(".*,", ""))));
    assertThat(List.of(shown.getWidth(), shown.getHeight())).containsExactly(128, 32);
  }

  @Test
  void shrinkingKeepsTheMeanOfAPattern() {
    Image checks = Image.black(1, 256, 256);
    for (int i = 0; i < checks.samples().length; i++) {
      checks.samples()[i] = (byte) ((i + i / 256) % 2 == 0 ? 0 : 255);
    }

    Image small = Pictures.shrunk(checks, 64);

    assertThat(small.at(0, 32, 32)).isBetween(120, 135);
  }

  @Test
  void bytesThatAreNoPictureStayOut() {
    byte[] html = "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8);

    assertThat(pictures.pixels(html, "x").shown()).isFalse();
    assertThat(pictures.pixels(new byte[0], "x").shown()).isFalse();
    assertThat(pictures.pixels(Arrays.copyOf(SMALL, SMALL.length - 5), "x").shown()).isFalse();
  }

  @Test
  void wordsStandForPicturesOnceTheAllowanceIsUsedUp() {
    int length = Pictures.uri(SMALL).length();
    Pictures two = new Pictures(2L * length);

    assertThat(two.pixels(SMALL, "first").shown()).isTrue();
    assertThat(two.pixels(SMALL, "second").shown()).isTrue();
    Picture third = two.pixels(SMALL, "third");
    assertThat(third.shown()).isFalse();
    assertThat(third.alt()).isEqualTo("third (left out to keep the page small)");
  }

  private static byte[] decoded(Picture picture) {
    String head = "data:image/png;base64,";
    assertThat(picture.uri()).startsWith(head);
    return Base64.getDecoder().decode(picture.uri().substring(head.length()));
  }
}
