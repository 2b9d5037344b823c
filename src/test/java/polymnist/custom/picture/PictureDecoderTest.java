package polymnist.custom.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.custom.Sketch;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.ink.Candidates;

public class PictureDecoderTest {
  private static final Color CLEAR_BLACK = new Color(0, 0, 0, 0);
  private static final Color CLEAR_WHITE = new Color(255, 255, 255, 0);

  private static Sketch sketch() {
    return new Sketch(60, 80, Color.WHITE).two(Color.BLACK, 4, 15, 15, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif", "tiff"})
  void losslessFormatsAreReadAlike(String format) throws UnreadableImage {
    assertThat(PictureDecoder.read(sketch().opaque(format))).isEqualTo(sketch().image());
  }

  private static Image resource(String name) throws IOException, UnreadableImage {
    try (InputStream in =
        PictureDecoderTest.class.getResourceAsStream("PictureDecoderTest/" + name)) {
      return PictureDecoder.read(in.readAllBytes());
    }
  }

  /** The files are data/custom/round/2.png, converted by a canvas of Chromium. */
  @Test
  void webpIsReadAsThePngThatItWasMadeOf() throws IOException, UnreadableImage {
    Image png = PictureDecoder.read(Files.readAllBytes(Path.of("data/custom/round/2.png")));
    assertThat(resource("round-2-lossless.webp")).isEqualTo(png);
    assertThat(Candidates.of(resource("round-2-lossy.webp"))).isNotEmpty();
  }

  /**
   * Paper of inks 0, 10, 20 and 5 of 255, and a two of 100, 90, 0 and 135; the files were written
   * by Pillow. Of YCCK the inks are the same.
   */
  @ParameterizedTest
  @ValueSource(strings = {"cmyk-adobe.jpg", "cmyk-without-marker.jpg", "ycck-adobe.jpg"})
  void fourInksAreReadAsTheColoursTheyMake(String name) throws IOException, UnreadableImage {
    Image image = resource(name);
    // Black leaves 250 of 255, of which the others leave as much as they do not take.
    assertThat(image.at(0, 5, 5)).isCloseTo(250, within(3));
    assertThat(image.at(1, 5, 5)).isCloseTo(240, within(3));
    assertThat(image.at(2, 5, 5)).isCloseTo(230, within(3));
    assertThat(image.at(0, 65, 32)).isCloseTo(155 * 120 / 255, within(3));
    assertThat(image.at(1, 65, 32)).isCloseTo(165 * 120 / 255, within(3));
    assertThat(image.at(2, 65, 32)).isCloseTo(120, within(3));
    assertThat(Candidates.of(image)).isNotEmpty();
  }

  @Test
  void aJpegIsReadToWithinItsLoss() throws UnreadableImage {
    Image fromJpeg = PictureDecoder.read(sketch().opaque("jpg"));
    Image drawn = sketch().image();
    for (int i = 0; i < drawn.samples().length; i++) {
      assertThat(fromJpeg.samples()[i] & 0xff).isCloseTo(drawn.samples()[i] & 0xff, within(80));
    }
  }

  @Test
  void greyOfSixteenBitsKeepsItsLightness() throws UnreadableImage {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(0, 0, 0, 128 * 257);
    grey.getRaster().setSample(1, 0, 0, 65_535);
    Image image = PictureDecoder.read(Sketch.encoded(grey, "png"));
    assertThat(image.at(0, 0, 0)).isEqualTo(128);
    assertThat(image.at(2, 0, 1)).isEqualTo(255);
  }

  @Test
  void blackInkOnTransparentGroundStandsOnWhite() throws UnreadableImage {
    byte[] png = new Sketch(60, 80, CLEAR_BLACK).two(Color.BLACK, 4, 15, 15, 1).png();
    Image image = PictureDecoder.read(png);
    assertThat(image.at(0, 0, 0)).isEqualTo(255);
    assertThat(Candidates.of(image).get(0).mask())
        .isEqualTo(Candidates.of(sketch().image()).get(0).mask());
  }

  @Test
  void whiteInkOnTransparentGroundStandsOnBlack() throws UnreadableImage {
    byte[] png = new Sketch(60, 80, CLEAR_WHITE).two(Color.WHITE, 4, 15, 15, 1).png();
    assertThat(PictureDecoder.read(png).at(0, 0, 0)).isZero();
  }

  @Test
  void paperWithTransparentCornersStaysPaper() throws UnreadableImage {
    byte[] png =
        new Sketch(60, 80, CLEAR_BLACK)
            .stroke(Color.WHITE, 70, 30, 30, 30, 50)
            .two(Color.BLACK, 4, 15, 15, 1)
            .png();
    assertThat(PictureDecoder.read(png).at(0, 0, 0)).isEqualTo(255);
  }

  @ParameterizedTest
  @ValueSource(strings = {"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"})
  void heicSaysWhatToDo(String brand) {
    assertThatThrownBy(() -> PictureDecoder.read(heif(brand)))
        .isInstanceOf(UnreadableImage.class)
        .hasMessage(
            "is HEIC, which Java cannot read: save it as JPEG or PNG, or choose \"most compatible\""
                + " in the settings of the phone's camera");
  }

  @ParameterizedTest
  @ValueSource(strings = {"avif", "avis"})
  void avifSaysWhatToDo(String brand) {
    assertThatThrownBy(() -> PictureDecoder.read(heif(brand)))
        .isInstanceOf(UnreadableImage.class)
        .hasMessage("is AVIF, which Java cannot read: save it as JPEG or PNG");
  }

  @Test
  void aFilmIsNotTakenForHeic() {
    assertThatThrownBy(() -> PictureDecoder.read(heif("isom")))
        .hasMessage("is no PNG, JPEG, GIF, BMP, TIFF or WebP picture");
    assertThatThrownBy(() -> PictureDecoder.read(Arrays.copyOf(heif("heic"), 11)))
        .hasMessage("is no PNG, JPEG, GIF, BMP, TIFF or WebP picture");
  }

  @Test
  void textIsNoPicture() {
    assertThatThrownBy(() -> PictureDecoder.read("a 7, but in words".getBytes(UTF_8)))
        .isInstanceOf(UnreadableImage.class)
        .hasMessage("is no PNG, JPEG, GIF, BMP, TIFF or WebP picture");
  }

  @Test
  void anEmptyFileIsNoPicture() {
    assertThatThrownBy(() -> PictureDecoder.read(new byte[0])).hasMessage("is empty");
  }

  @Test
  void aCutPngIsNoPicture() {
    byte[] png = sketch().png();
    assertThatThrownBy(() -> PictureDecoder.read(Arrays.copyOf(png, png.length - 14)))
        .isInstanceOf(UnreadableImage.class)
        .hasMessage("is truncated");
  }

  @Test
  void aCutJpegIsNoPicture() {
    byte[] jpeg = sketch().opaque("jpg");
    assertThatThrownBy(() -> PictureDecoder.read(Arrays.copyOf(jpeg, jpeg.length / 2)))
        .isInstanceOf(UnreadableImage.class);
    assertThatThrownBy(() -> PictureDecoder.read(Arrays.copyOf(jpeg, jpeg.length * 9 / 10)))
        .isInstanceOf(UnreadableImage.class);
  }

  @Test
  void sizeIsTakenFromTheHeaderBeforeAnythingIsDecoded() throws IOException {
    byte[] header = pngOfSize(100_000, 100_000);
    assertThatThrownBy(() -> PictureDecoder.read(header))
        .isInstanceOf(UnreadableImage.class)
        .hasMessage("is too large: 100000x100000, at most 200 megapixels are read");
  }

  /** A grey of 60 megapixels whose columns are dark on the left and light on the right. */
  @Test
  void fiftyMegapixelsAndMoreAreThinnedOutWhileTheyAreRead() throws UnreadableImage {
    BufferedImage wide = new BufferedImage(10_000, 6_000, BufferedImage.TYPE_BYTE_BINARY);
    for (int x = 5_000; x < 10_000; x++) {
      wide.getRaster().setSample(x, 0, 0, 1);
      wide.getRaster().setSample(x, 5_999, 0, 1);
    }
    Image image = PictureDecoder.read(Sketch.encoded(wide, "png"));
    assertThat((long) image.width() * image.height()).isBetween(500_000L, 4_000_000L);
    assertThat(image.at(0, 0, image.width() / 4)).isZero();
    assertThat(image.at(0, 0, image.width() * 3 / 4)).isEqualTo(255);
  }

  private static byte[] floats(int bands, float... samples) {
    int width = samples.length / bands;
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(bands == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_FLOAT);
    WritableRaster raster = model.createCompatibleWritableRaster(width, 1);
    raster.setPixels(0, 0, width, 1, samples);
    return Sketch.encoded(new BufferedImage(model, raster, false, null), "tiff");
  }

  @Test
  void floatsAreLightFromZeroToOneOrAsFarAsTheyGo() throws UnreadableImage {
    Image one = PictureDecoder.read(floats(1, 0, 0.2f, 1));
    assertThat(List.of(one.at(0, 0, 0), one.at(1, 0, 1), one.at(2, 0, 2)))
        .containsExactly(0, 51, 255);
    Image bytes = PictureDecoder.read(floats(1, 0, 51, Float.NaN, 255));
    assertThat(List.of(bytes.at(0, 0, 0), bytes.at(0, 0, 1), bytes.at(0, 0, 3)))
        .containsExactly(0, 51, 255);
    Image colours = PictureDecoder.read(floats(3, 0, 0.2f, 1));
    assertThat(List.of(colours.at(0, 0, 0), colours.at(1, 0, 0), colours.at(2, 0, 0)))
        .containsExactly(0, 51, 255);
  }

  /** A TIFF of 100x100 that says of its compressed strip that it is as long as no array can be. */
  public static byte[] beyondMemory() {
    int[][] entries = {
      {256, 4, 100},
      {257, 4, 100},
      {258, 3, 8},
      {259, 3, 8},
      {262, 3, 1},
      {273, 4, 200},
      {277, 3, 1},
      {278, 4, 100},
      {279, 4, Integer.MAX_VALUE}
    };
    ByteBuffer tiff = ByteBuffer.allocate(300).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put("II".getBytes(UTF_8)).putShort((short) 42).putInt(8).putShort((short) entries.length);
    for (int[] entry : entries) {
      tiff.putShort((short) entry[0]).putShort((short) entry[1]).putInt(1).putInt(entry[2]);
    }
    return tiff.array();
  }

  @Test
  void whatNeedsMoreMemoryThanThereIsIsUnreadable() {
    assertThatThrownBy(() -> PictureDecoder.read(beyondMemory()))
        .isInstanceOf(UnreadableImage.class)
        .hasMessageStartingWith("needs more memory than is left: save it smaller")
        .hasCauseInstanceOf(OutOfMemoryError.class);
  }

  /** Segments of a profile that hold zeros instead of one. */
  @Test
  void aBrokenProfileCostsNoPicture() throws UnreadableImage {
    byte[] jpeg = sketch().opaque("jpg");
    ByteBuffer broken = ByteBuffer.allocate(jpeg.length + 4 + 66).put(jpeg, 0, 2);
    broken.putShort((short) 0xffe2).putShort((short) 68);
    broken.put("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1)).put(new byte[52]);
    broken.put(jpeg, 2, jpeg.length - 2);
    assertThat(PictureDecoder.read(broken.array())).isEqualTo(PictureDecoder.read(jpeg));
  }

  @Test
  void largePicturesAreThinnedOut() throws UnreadableImage {
    BufferedImage large = new BufferedImage(3300, 3300, BufferedImage.TYPE_BYTE_BINARY);
    Image image = PictureDecoder.read(Sketch.encoded(large, "png"));
    assertThat(image.width()).isEqualTo(1100);
  }

  @Test
  void aThumbnailKeepsProportionsAndMeans() {
    Image reduced =
        PictureDecoder.reduced(new Sketch(400, 200, new Color(10, 20, 30)).image(), 100);
    assertThat(reduced.width()).isEqualTo(100);
    assertThat(reduced.height()).isEqualTo(50);
    assertThat(reduced.at(1, 25, 50)).isEqualTo(20);
  }

  /** The first box of such a file: its length of 20 bytes, type, brand and version. */
  public static byte[] heif(String brand) {
    return ("\0\0\0\24ftyp" + brand + "\0\0\0\0mif1").getBytes(UTF_8);
  }

  /** A PNG of black and white with nothing behind its header. */
  private static byte[] pngOfSize(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(0x89504e470d0a1a0aL);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    DataOutputStream header = new DataOutputStream(content);
    header.writeInt(width);
    header.writeInt(height);
    header.write(new byte[] {1, 0, 0, 0, 0});
    writeChunk(out, "IHDR", content.toByteArray());
    writeChunk(out, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static void writeChunk(DataOutputStream out, String type, byte[] content)
      throws IOException {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(UTF_8));
    crc.update(content);
    out.writeInt(content.length);
    out.write(type.getBytes(UTF_8));
    out.write(content);
    out.writeInt((int) crc.getValue());
  }
}
