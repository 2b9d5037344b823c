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
import polymnist.setting.UserError;

/**
 * Makes training images as PolyMNIST's are made: changes the digit and pastes it on another piece
 * of its photo. Unlike changed images these have a photo's pixels as they are, neither smoothed nor
 * shifted in colour. Their store holds digits with their modalities in place of images.
 *
 * @param policy only bends, as the digit is no picture of its own
 * @param photos one a modality, [3,H,W]
 */
public record PastedDigits(Policy policy, List<Image> photos, long seed) implements FreshImages {
  /** The number of a modality whose name is such as m3. */
  private static final String MODALITY = "int(substring(modality, 2))";

  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.StringType, false)
          .add("label", DataTypes.IntegerType, false)
          .add("modality", DataTypes.IntegerType, false)
          .add("digit", DataTypes.BinaryType, false);

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
    // Policies change three channels, of which the digit is the first.
    Image grey =
        new Image(
            POLYMNIST.channels(),
            POLYMNIST.side(),
            POLYMNIST.side(),
            Arrays.copyOf(shard.digit(place), POLYMNIST.samples()));
    byte[] digit =
        Arrays.copyOf(policy.changed(grey, seed, id, epoch).samples(), POLYMNIST.pixels());
    return PolyMnist.paste(
        digit, photos.get(shard.modalities()[place]), Chance.generator(seed, id + " piece", epoch));
  }

  /**
   * Returns the digits of images for a store, with the columns id, label, modality, from 0, and
   * digit, [28,28].
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
                    "digit IS NULL OR digit >= %d OR %s >= %d",
                    mnist.count(),
                    MODALITY,
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
        .selectExpr("id", "label", MODALITY, "digit")
        .map(
            (MapFunction<Row, Row>)
                row ->
                    RowFactory.create(
                        row.getString(0),
                        row.getInt(1),
                        row.getInt(2),
                        shared.value().image(row.getInt(3))),
            Encoders.row(SCHEMA));
  }
}
