package polymnist.custom.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.custom.Sketch;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;

public class OrientationTest {
  /** Two rows, three columns: 1 2 3 over 4 5 6. */
  private static final Image STORED = new Image(1, 2, 3, new byte[] {1, 2, 3, 4, 5, 6});

  @ParameterizedTest
  @CsvSource({
    "1, 123456", "2, 321654", "3, 654321", "4, 456123",
    "5, 142536", "6, 415263", "7, 635241", "8, 362514"
  })
  void aPictureIsTurnedAsItsTagSays(int tag, String samples) {
    Image upright = Orientation.upright(STORED, tag);
    StringBuilder found = new StringBuilder();
    for (byte sample : upright.samples()) {
      found.append(sample);
    }
    assertThat(found.toString()).isEqualTo(samples);
    assertThat(upright.width()).isEqualTo(tag >= 5 ? 2 : 3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theTagIsReadInEitherByteOrder(boolean little) throws UnreadableImage {
    byte[] jpeg = new Sketch(30, 20, Color.WHITE).opaque("jpg");
    byte[] tagged = tagged(jpeg, 6, little);
    assertThat(Orientation.of(tagged)).isEqualTo(6);
    assertThat(PictureDecoder.read(tagged).width()).isEqualTo(20);
    assertThat(PictureDecoder.read(jpeg).width()).isEqualTo(30);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pngWebpAndTiffHaveTheTagToo(boolean little) throws UnreadableImage {
    byte[] png = new Sketch(30, 20, Color.WHITE).opaque("png");
    // Behind the header, with a checksum that decoders need not read: those of Java do not.
    byte[] exif = tiff(6, little);
    ByteBuffer tagged = ByteBuffer.allocate(png.length + 12 + exif.length).put(png, 0, 33);
    tagged.putInt(exif.length).put("eXIf".getBytes(UTF_8)).put(exif).putInt(0);
    tagged.put(png, 33, png.length - 33);
    assertThat(Orientation.of(tagged.array())).isEqualTo(6);
    assertThat(PictureDecoder.read(tagged.array()).width()).isEqualTo(20);
    assertThat(Orientation.of(png)).isEqualTo(1);
    assertThat(Orientation.of(exif)).isEqualTo(6);

    // An odd chunk before, which a byte of nothing follows.
    for (String prefix : new String[] {"", "Exif\0\0"}) {
      ByteBuffer webp = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
      webp.put("RIFF".getBytes(UTF_8))
          .putInt(92)
          .put("WEBPVP8 ".getBytes(UTF_8))
          .putInt(3)
          .putInt(0);
      webp.put("EXIF".getBytes(UTF_8)).putInt(prefix.length() + exif.length);
      webp.put(prefix.getBytes(UTF_8)).put(exif);
      assertThat(Orientation.of(webp.array())).isEqualTo(6);
    }
  }

  @Test
  void whateverIsNoTagIsUpright() {
    byte[] jpeg = new Sketch(30, 20, Color.WHITE).opaque("jpg");
    assertThat(Orientation.of(tagged(jpeg, 9, true))).isEqualTo(1);
    for (int length = 0; length < 32; length++) {
      assertThat(Orientation.of(Arrays.copyOf(tagged(jpeg, 6, false), length))).isEqualTo(1);
    }
  }

  @Test
  void aTagOutsideItsSegmentIsUpright() {
    byte[] jpeg = tagged(new Sketch(30, 20, Color.WHITE).opaque("jpg"), 6, false);
    // Number of entries: many more than the segment holds, the first of them another tag.
    jpeg[2 + 4 + 6 + 8] = 0x7f;
    jpeg[2 + 4 + 6 + 8 + 2] = 0x33;
    assertThat(Orientation.of(jpeg)).isEqualTo(1);
  }

  /** Puts an Exif segment with the tag behind the start of a JPEG file. */
  public static byte[] tagged(byte[] jpeg, int tag, boolean little) {
    byte[] tiff = tiff(tag, little);
    ByteBuffer segment = ByteBuffer.allocate(4 + 6 + tiff.length);
    segment.putShort((short) 0xffe1).putShort((short) (segment.capacity() - 2));
    segment.put(new byte[] {'E', 'x', 'i', 'f', 0, 0}).put(tiff);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(segment.array());
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static byte[] tiff(int tag, boolean little) {
    ByteBuffer tiff =
        ByteBuffer.allocate(8 + 2 + 12 + 4)
            .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    tiff.putShort((short) (little ? 0x4949 : 0x4d4d)).putShort((short) 42).putInt(8);
    tiff.putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) tag);
    return tiff.array();
  }
}
