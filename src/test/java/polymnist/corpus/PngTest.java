package polymnist.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class PngTest {
  private static Image noise(int channels, int height, int width) {
    Image image = Image.black(channels, height, width);
    Chance.generator(7, "noise").nextBytes(image.samples());
    return image;
  }

  @Test
  void decodingGivesBackWhatWasEncoded() throws UnreadableImage {
    for (Image image : new Image[] {noise(3, 28, 28), noise(1, 28, 28), noise(3, 1, 5)}) {
      assertThat(Png.decode(Png.encode(image))).isEqualTo(image);
    }
  }

  @Test
  void noFlippedBitIsAcceptedAsOtherPixels() {
    Image image = noise(3, 4, 4);
    byte[] png = Png.encode(image);
    int refused = 0;
    for (int bit = 0; bit < png.length * 8; bit++) {
      byte[] flipped = png.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertThat(Png.decode(flipped)).as("bit %d", bit).isEqualTo(image);
      } catch (UnreadableImage e) {
        refused++;
      }
    }
    assertThat(refused).isEqualTo(png.length * 8);
  }

  @Test
  void noFileThatIsCutIsAccepted() {
    byte[] png = Png.encode(noise(3, 4, 4));
    for (int length = 0; length < png.length; length++) {
      byte[] cut = Arrays.copyOf(png, length);
      assertThatThrownBy(() -> Png.decode(cut))
          .as("%d bytes", length)
          .isInstanceOf(UnreadableImage.class);
    }
  }

  @Test
  void theReasonIsNamed() {
    assertThatThrownBy(() -> Png.decode(new byte[0])).hasMessage("is empty");
    assertThatThrownBy(
            () -> Png.decode("no picture at all".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .hasMessage("is no PNG");
    byte[] png = Png.encode(noise(3, 4, 4));
    assertThatThrownBy(() -> Png.decode(Arrays.copyOf(png, 60))).hasMessage("is truncated");
    png[45] ^= 1;
    assertThatThrownBy(() -> Png.decode(png)).hasMessage("has a wrong checksum in chunk IDAT");
  }

  @Test
  void aHugeImageIsRefusedByItsHeader() {
    byte[] png = Png.encode(noise(3, 4, 4));
    ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    assertThatThrownBy(() -> Png.decode(png)).hasMessage("is too large: 60000x60000");
  }
}
