package polymnist.train.shard;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import polymnist.augment.Policy;
import polymnist.chance.Chance;
import polymnist.corpus.MnistDigits;
import polymnist.corpus.PolyMnist;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.setting.UserError;

/**
 * Makes training images as PolyMNIST's are made: changes the digit and pastes it on another piece
 * of its photo. Unlike changed images these have a photo's pixels as they are, neither smoothed nor
 * shifted in colour. Their store holds digits in place of images: [3,28,28], of which the first
 * channel is the grey digit, and the second has the modality everywhere.
 *
 * @param policy only bends, as the digit is no picture of its own
 * @param photos one a modality, [3,H,W]
 */
public record PastedDigits(Policy policy, List<Image> photos, long seed) implements FreshImages {
  private static final int PIXELS = POLYMNIST.pixels();

  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.StringType, false)
          .add("label", DataTypes.IntegerType, false)
          .add("image", new StructType().add("bytes", DataTypes.BinaryType, false), false);

  public PastedDigits {
    photos = List.copyOf(photos);
  }

  /** Names all that the images depend on, so that no checkpoint of others is taken up. */
  @Override
  public String toString() {
    MessageDigest digest = DigestUtils.getSha256Digest();
    photos.forEach(photo -> digest.update(photo.samples()));
    return "digits pasted by %s with seed %s on photos %s"
        .formatted(policy, seed, Hex.encodeHexString(digest.digest()));
  }

  @Override
  public Image image(Shard shard, int place, String id, int epoch) {
    Image sheet = shard.image(place);
    byte[] digit = Arrays.copyOf(policy.changed(sheet, seed, id, epoch).samples(), PIXELS);
    return PolyMnist.paste(
        digit, photos.get(sheet.samples()[PIXELS]), Chance.generator(seed, id + " piece", epoch));
  }

  /**
   * Returns the digits of images for a store, with the columns id, label and image.
   *
   * @param images rows of the corpus that are of MNIST's training set
   * @param mnist that set
   * @param photos how many there are
   * @param setting that asks for it, for the message
   * @throws UserError when it is not known which digit an image shows, or there is no such photo
   */
  public static Dataset<Row> of(
      Dataset<Row> images, MnistDigits mnist, int photos, String setting) {
    Dataset<Row> unknown =
        images
            .where(
                String.format(
                    Locale.ROOT,
                    "digit IS NULL OR digit >= %d OR int(substring(modality, 2)) >= %d",
                    mnist.count(),
                    photos))
            .select("id");
    if (!unknown.isEmpty()) {
      throw UserError.request(
          String.format(
              Locale.ROOT,
              "only images whose digit is known and whose photo is among the %d can be pasted anew,"
                  + " but not %s: do without %s",
              photos,
              unknown.head().getString(0),
              setting));
    }
    Broadcast<MnistDigits> shared =
        JavaSparkContext.fromSparkContext(images.sparkSession().sparkContext()).broadcast(mnist);
    return images
        .select("id", "label", "modality", "digit")
        .map(
            (MapFunction<Row, Row>)
                row ->
                    RowFactory.create(
                        row.getString(0),
                        row.getInt(1),
                        RowFactory.create(
                            (Object)
                                Png.encode(
                                    sheet(
                                        shared.value().image(row.getInt(3)),
                                        modality(row.getString(2)))))),
            Encoders.row(SCHEMA));
  }

  private static Image sheet(byte[] digit, int modality) {
    Image sheet = Image.black(POLYMNIST.channels(), POLYMNIST.side(), POLYMNIST.side());
    System.arraycopy(digit, 0, sheet.samples(), 0, PIXELS);
    Arrays.fill(sheet.samples(), PIXELS, 2 * PIXELS, (byte) modality);
    return sheet;
  }

  private static int modality(String name) {
    return Integer.parseInt(name.substring(1));
  }
}
