package polymnist.custom.picture;

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

  @Test
  void whateverIsNoTagIsUpright() {
    byte[] jpeg = new Sketch(30, 20, Color.WHITE).opaque("jpg");
    assertThat(Orientation.of(tagged(jpeg, 9, true))).isEqualTo(1);
    for (int length = 0; length < 38; length++) {
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
    ByteBuffer tiff =
        ByteBuffer.allocate(8 + 2 + 12 + 4)
            .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    tiff.putShort((short) (little ? 0x4949 : 0x4d4d)).putShort((short) 42).putInt(8);
    tiff.putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) tag);
    ByteBuffer segment = ByteBuffer.allocate(4 + 6 + tiff.capacity());
    segment.putShort((short) 0xffe1).putShort((short) (segment.capacity() - 2));
    segment.put(new byte[] {'E', 'x', 'i', 'f', 0, 0}).put(tiff.array());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(segment.array());
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }
}
