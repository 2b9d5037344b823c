package polymnist.benchmark.plant;

import static org.apache.spark.sql.types.DataTypes.StringType;
import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import polymnist.chance.Chance;
import polymnist.corpus.CorpusImage;
import polymnist.corpus.PolyMnist;
import polymnist.eda.measure.DigitMask;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;

/**
 * A problem that was planted.
 *
 * @param problem {@code exact_duplicate}, {@code near_duplicate}, {@code leak} or {@code
 *     wrong_label}
 * @param kind what was done: {@code copied}, {@code shifted}, {@code noisy}, {@code compressed},
 *     {@code pasted} or {@code relabelled}
 * @param source the id of the image that it was made of
 * @param image the planted row; its digit is unknown
 */
public record Planted(String problem, String kind, String source, CorpusImage image) {
  static final StructType SCHEMA =
      new StructType()
          .add("problem", StringType, false)
          .add("kind", StringType, false)
          .add("id", StringType, false)
          .add("source_id", StringType, false);

  /** Above the indices of any corpus. */
  private static final int FIRST_INDEX = 10_000_000;

  private static final double MAX_NOISE = 8;

  Row toRow() {
    return RowFactory.create(problem, kind, image.id(), source);
  }

  /** Returns the same bytes under a new id. */
  static Planted exactDuplicate(CorpusImage source, int number) {
    return new Planted(
        "exact_duplicate",
        "copied",
        source.id(),
        row(source, number, source.split(), source.modality(), source.label(), source.bytes()));
  }

  /**
   * Returns a copy that is moved by a pixel in one of eight directions (the edge is repeated), has
   * noise of a deviation of 2 to 8, or was a JPEG of a quality of 50 to 90 %: by turns.
   */
  static Planted nearDuplicate(CorpusImage source, int number, long seed) throws UnreadableImage {
    SplittableRandom random = Chance.generator(seed, "near duplicate " + source.id());
    Image image = Png.decode(source.bytes());
    String kind = List.of("shifted", "noisy", "compressed").get(number % 3);
    Image changed =
        switch (kind) {
          case "shifted" -> shifted(image, 1 + random.nextInt(8));
          case "noisy" -> noisy(image, 2 + random.nextDouble() * (MAX_NOISE - 2), random);
          default -> compressed(image, (float) (0.5 + 0.4 * random.nextDouble()));
        };
    return new Planted(
        "near_duplicate",
        kind,
        source.id(),
        row(
            source,
            number,
            source.split(),
            source.modality(),
            source.label(),
            Png.encode(changed)));
  }

  /** Returns the handwriting of a test image on a photo of another modality, among the training. */
  static Planted leak(
      CorpusImage source, DigitMask mask, List<Image> photos, int number, long seed) {
    SplittableRandom random = Chance.generator(seed, "leak " + source.id());
    byte[] digit = new byte[mask.ink().length];
    for (int i = 0; i < digit.length; i++) {
      digit[i] = (byte) (mask.ink()[i] ? 255 : 0);
    }
    int own = Integer.parseInt(source.modality().substring(1));
    int other = (own + 1 + random.nextInt(photos.size() - 1)) % photos.size();
    Image pasted = PolyMnist.paste(digit, photos.get(other), random);
    return new Planted(
        "leak",
        "pasted",
        source.id(),
        row(source, number, "train", "m" + other, source.label(), Png.encode(pasted)));
  }

  /** Returns the same image under another label. */
  static Planted wrongLabel(CorpusImage source, int number, long seed) {
    SplittableRandom random = Chance.generator(seed, "wrong label " + source.id());
    int label =
        (source.label() + 1 + random.nextInt(POLYMNIST.classes() - 1)) % POLYMNIST.classes();
    return new Planted(
        "wrong_label",
        "relabelled",
        source.id(),
        row(source, number, source.split(), source.modality(), label, source.bytes()));
  }

  private static CorpusImage row(
      CorpusImage source, int number, String split, String modality, int label, byte[] bytes) {
    int index = FIRST_INDEX + number;
    String published = split.equals("test") ? "test" : "train";
    return new CorpusImage(
        String.format(Locale.ROOT, "%s/%s/%d/%d", published, modality, label, index),
        split,
        published,
        modality,
        label,
        index,
        null,
        source.width(),
        source.height(),
        source.channels(),
        DigestUtils.sha256Hex(bytes),
        new CorpusImage.EncodedPicture(bytes, "planted"));
  }

  private static Image shifted(Image image, int direction) {
    int cell = direction <= 4 ? direction - 1 : direction;
    int dx = cell % 3 - 1;
    int dy = cell / 3 - 1;
    Image shifted = Image.black(image.channels(), image.height(), image.width());
    int at = 0;
    for (int channel = 0; channel < image.channels(); channel++) {
      for (int y = 0; y < image.height(); y++) {
        for (int x = 0; x < image.width(); x++) {
          shifted.samples()[at++] =
              (byte)
                  image.at(
                      channel,
                      Math.max(0, Math.min(image.height() - 1, y - dy)),
                      Math.max(0, Math.min(image.width() - 1, x - dx)));
        }
      }
    }
    return shifted;
  }

  private static Image noisy(Image image, double deviation, SplittableRandom random) {
    Image noisy = Image.black(image.channels(), image.height(), image.width());
    for (int i = 0; i < noisy.samples().length; i++) {
      double sample = (image.samples()[i] & 0xff) + deviation * random.nextGaussian();
      noisy.samples()[i] = (byte) Math.round(Math.max(0, Math.min(255, sample)));
    }
    return noisy;
  }

  private static Image compressed(Image image, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(Png.picture(image), null, null), parameters);
      out.flush();
      BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
      return Png.of(read);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot compress an image in memory", e);
    } finally {
      writer.dispose();
    }
  }
}
