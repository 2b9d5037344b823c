package polymnist.image.png;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import polymnist.chance.Chance;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;

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
  void theDecoderOfTheJdkReadsWhatWasEncoded() throws IOException {
    for (Image image : new Image[] {noise(3, 28, 28), noise(1, 9, 4), noise(3, 1, 1), smooth()}) {
      BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.encode(image)));
      assertThat(Png.of(read)).isEqualTo(image);
    }
  }

  @Test
  void filesOfTheEncoderOfTheJdkAreRead() throws IOException, UnreadableImage {
    for (Image image : new Image[] {noise(3, 28, 28), noise(1, 9, 4), noise(3, 1, 1), smooth()}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(Png.picture(image), "png", out);
      assertThat(Png.decode(out.toByteArray())).isEqualTo(image);
    }
  }

  /** The JDK's encoder chooses among all filters here. */
  private static Image smooth() {
    Image image = Image.black(3, 40, 40);
    for (int i = 0; i < image.samples().length; i++) {
      int x = i % 40;
      int y = i / 40;
      image.samples()[i] = (byte) (100 + 60 * Math.sin(x * 0.2) + 50 * Math.sin(y * x * 0.01));
    }
    return image;
  }

  @Test
  void everyFilterIsUndone() throws UnreadableImage {
    Image image = noise(3, 6, 5);
    for (int filter = 0; filter <= 4; filter++) {
      assertThat(Png.decode(filtered(image, filter))).as("filter %d", filter).isEqualTo(image);
    }
    assertThatThrownBy(() -> Png.decode(filtered(image, 5)))
        .isInstanceOf(UnreadableImage.class)
        .hasMessage("does not decode: no filter has number 5");
  }

  /** Encodes with one filter as its definition says, from the unfiltered neighbours. */
  private static byte[] filtered(Image image, int filter) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int y = 0; y < image.height(); y++) {
      lines.write(filter);
      for (int x = 0; x < image.width(); x++) {
        for (int c = 0; c < 3; c++) {
          int left = x == 0 ? 0 : image.at(c, y, x - 1);
          int up = y == 0 ? 0 : image.at(c, y - 1, x);
          int corner = x == 0 || y == 0 ? 0 : image.at(c, y - 1, x - 1);
          int estimate = left + up - corner;
          int nearest =
              IntStream.of(left, up, corner)
                  .boxed()
                  .min(Comparator.comparingInt(value -> Math.abs(estimate - value)))
                  .orElseThrow();
          int[] expected = {0, left, up, (left + up) / 2, nearest, 0};
          lines.write(image.at(c, y, x) - expected[filter]);
        }
      }
    }
    return withData(image, lines.toByteArray());
  }

  private static byte[] withData(Image image, byte[] lines) {
    Deflater deflater = new Deflater();
    deflater.setInput(lines);
    deflater.finish();
    byte[] data = new byte[lines.length + 100];
    int length = deflater.deflate(data);
    deflater.end();
    byte[] header = Arrays.copyOf(Png.encode(image), 33);
    ByteBuffer file = ByteBuffer.allocate(33 + 12 + length + 12).put(header);
    file.putInt(length).put("IDAT".getBytes(UTF_8)).put(data, 0, length);
    file.putInt(crc(file.array(), 37, length + 4)).putInt(0).put("IEND".getBytes(UTF_8));
    return file.putInt(crc(file.array(), 33 + 12 + length + 4, 4)).array();
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  @Test
  void pixelsOfAnotherSizeThanTheHeadersAreRefused() {
    Image image = noise(3, 2, 2);
    assertThatThrownBy(() -> Png.decode(withData(image, new byte[13])))
        .hasMessage("does not decode: its pixels end too early");
    assertThatThrownBy(() -> Png.decode(withData(image, new byte[15])))
        .hasMessage("does not decode: its pixels do not end");
    assertThatCode(() -> Png.decode(withData(image, new byte[14]))).doesNotThrowAnyException();
  }

  /** What was encoded before leaves nothing behind, nor is the first one of a thread another. */
  @Test
  void anImageIsTheSameBytesEveryTime() {
    PngPixels pixels = new PngPixels();
    byte[] first = pixels.encode(smooth());
    pixels.encode(noise(3, 300, 200));
    assertThat(pixels.encode(smooth())).isEqualTo(first).isEqualTo(Png.encode(smooth()));
  }

  @Test
  void threadsDoNotShareTheirBuffers() {
    List<Image> images = IntStream.range(1, 200).mapToObj(i -> noise(3, 1 + i % 40, 7)).toList();
    assertThat(images.parallelStream().map(Png::encode).map(PngTest::decoded).toList())
        .isEqualTo(images);
  }

  private static Image decoded(byte[] png) {
    try {
      return Png.decode(png);
    } catch (UnreadableImage e) {
      throw new AssertionError(e);
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
  void photosAreWrittenAndReadAsTheJdkDoes() throws IOException, UnreadableImage {
    for (Image photo : photos()) {
      byte[] png = Png.encode(photo);
      assertThat(Png.of(ImageIO.read(new ByteArrayInputStream(png)))).isEqualTo(photo);
      assertThat(Png.decode(png)).isEqualTo(photo);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(Png.picture(photo), "png", out);
      assertThat(Png.decode(out.toByteArray())).isEqualTo(photo);
    }
  }

  /** Pieces of 28x28 pixels of the photos that the corpus is made with. */
  private static List<Image> photos() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of("data/backgrounds"))) {
      files = all.sorted().toList();
    }
    List<Image> pieces = new ArrayList<>();
    for (Path file : files) {
      BufferedImage photo = ImageIO.read(file.toFile());
      if (photo != null) {
        for (int i = 0; i < 20; i++) {
          int x = i * 7 % (photo.getWidth() - 28);
          int y = i * 11 % (photo.getHeight() - 28);
          pieces.add(Png.of(photo.getSubimage(x, y, 28, 28)));
        }
      }
    }
    assertThat(pieces).isNotEmpty();
    return pieces;
  }

  @Test
  void damagedPixelsUnderARightChecksumAreRefused() {
    Image image = noise(3, 28, 28);
    byte[] png = Png.encode(image);
    int length = ByteBuffer.wrap(png).getInt(33);
    SplittableRandom random = new SplittableRandom(12);
    for (int trial = 0; trial < 5000; trial++) {
      byte[] damaged = png.clone();
      for (int i = 0; i <= trial % 4; i++) {
        // Every other time where the codes are.
        int at = 41 + random.nextInt(trial % 2 == 0 ? length : 80);
        damaged[at] ^= (byte) (1 + random.nextInt(255));
      }
      ByteBuffer.wrap(damaged).putInt(41 + length, crc(damaged, 37, length + 4));
      try {
        // Damage may be undone by more damage.
        assertThat(Png.decode(damaged)).isEqualTo(image);
      } catch (UnreadableImage e) {
        assertThat(e).hasMessageStartingWith("does not decode: ");
      }
    }
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
    assertThatThrownBy(() -> Png.decode("no picture at all".getBytes(UTF_8)))
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
    assertThatThrownBy(() -> Png.decode(png))
        .hasMessage(
            "is too large: 60000x60000 pixels, where 8192 a side and 40000000 in all are the most");
  }

  /** The JDK takes these for linear greys: 64 would become 137. */
  @Test
  void greysOfSixteenBitsAndWithAlphaKeepTheirShades() throws Exception {
    BufferedImage deep = new BufferedImage(3, 2, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(1, 0, 0, 64 << 8 | 200);
    ColorModel clear =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    BufferedImage faint =
        new BufferedImage(clear, clear.createCompatibleWritableRaster(3, 2), false, null);
    for (int i = 0; i < 6; i++) {
      faint.getRaster().setPixel(i % 3, i / 3, new int[] {i == 1 ? 64 : 0, 255});
    }
    Image expected = Image.black(1, 2, 3);
    expected.samples()[1] = 64;
    for (BufferedImage picture : List.of(deep, faint)) {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      assertThat(ImageIO.write(picture, "png", png)).isTrue();
      assertThat(Png.decode(png.toByteArray()).inColour()).isEqualTo(expected.inColour());
    }
  }
}
