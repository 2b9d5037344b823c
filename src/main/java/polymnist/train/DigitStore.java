package polymnist.train;

import java.util.List;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import polymnist.augment.Policy;
import polymnist.corpus.Backgrounds;
import polymnist.corpus.MnistDigits;
import polymnist.image.Image;
import polymnist.train.shard.PastedDigits;
import polymnist.train.shard.ShardStore;

/**
 * The digits of training images, and the photos on which they are pasted.
 *
 * @param photos one a modality, [3,H,W]
 */
public record DigitStore(ShardStore digits, List<Image> photos) {
  public DigitStore {
    photos = List.copyOf(photos);
  }

  /**
   * Makes the store of the digits of some images.
   *
   * @param images rows of the corpus of MNIST's training set
   * @param mnist folder of the MNIST files
   * @param backgrounds folder of the photos
   * @param setting that asks for it, for the message
   * @param store makes a store of images
   */
  public static DigitStore of(
      Dataset<Row> images,
      String mnist,
      String backgrounds,
      String setting,
      Function<Dataset<Row>, ShardStore> store) {
    Configuration hadoop = images.sparkSession().sparkContext().hadoopConfiguration();
    List<Image> photos = Backgrounds.read(backgrounds, hadoop);
    MnistDigits digits = MnistDigits.read(mnist, MnistDigits.DigitSet.TRAIN, hadoop);
    return new DigitStore(
        store.apply(PastedDigits.of(images, digits, photos.size(), setting)), photos);
  }

  /** Returns images of the digits, changed by a policy and pasted anew in every epoch. */
  public ShardStore pasted(Policy policy, long seed) {
    return digits.madeAnew(new PastedDigits(policy, photos, seed));
  }
}
