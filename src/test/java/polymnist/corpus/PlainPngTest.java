package polymnist.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainPngTest {
  private static final int WIDTH = 9;
  private static final int HEIGHT = 7;

  /** A file of random bytes whose lines all have one filter, in one or two IDAT chunks. */
  private static byte[] png(int colourType, int filter, int parts) throws IOException {
    int channels = colourType == 0 ? 1 : 3;
    byte[] lines = new byte[HEIGHT * (1 + WIDTH * channels)];
    Chance.generator(1, "lines", filter).nextBytes(lines);
    for (int y = 0; y < HEIGHT; y++) {
      lines[y * (1 + WIDTH * channels)] = (byte) filter;
    }
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(lines);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteBuffer header = ByteBuffer.allocate(13).putInt(WIDTH).putInt(HEIGHT);
    chunk(png, "IHDR", header.put((byte) 8).put((byte) colourType).array());
    byte[] data = deflated.toByteArray();
    int cut = parts == 1 ? data.length : data.length / 2;
    chunk(png, "IDAT", java.util.Arrays.copyOf(data, cut));
    if (cut < data.length) {
      chunk(png, "IDAT", java.util.Arrays.copyOfRange(data, cut, data.length));
    }
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data)
      throws IOException {
    byte[] typed =
        ByteBuffer.allocate(4 + data.length)
            .put(type.getBytes(StandardCharsets.ISO_8859_1))
            .put(data)
            .array();
    CRC32 crc = new CRC32();
    crc.update(typed);
    png.write(ByteBuffer.allocate(4).putInt(data.length).array());
    png.write(typed);
    png.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,1", "0,1,1", "0,2,1", "0,3,2", "0,4,1", "2,0,1", "2,1,2", "2,2,1", "2,3,1", "2,4,2"
  })
  void samplesAreThoseOfTheJdksDecoder(int colourType, int filter, int parts) throws IOException {
    byte[] png = png(colourType, filter, parts);
    assertThat(PlainPng.decode(png)).isEqualTo(Png.of(ImageIO.read(new ByteArrayInputStream(png))));
  }

  @ParameterizedTest
  @CsvSource({"3,0,1", "2,5,1"})
  void whatIsNotPlainIsLeftToTheJdk(int colourType, int filter, int parts) throws IOException {
    assertThat(PlainPng.decode(png(colourType, filter, parts))).isNull();
  }
}
