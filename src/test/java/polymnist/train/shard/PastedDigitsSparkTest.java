package polymnist.train.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.augment.Policy;
import polymnist.augment.kind.Shift;
import polymnist.corpus.MnistDigits;
import polymnist.image.Image;
import polymnist.job.LocalSpark;
import polymnist.setting.UserError;

/** Digits are a bar of ink in a row of their number, photos are of one colour each, or of many. */
class PastedDigitsSparkTest {
  private static final int PIXELS = 28 * 28;
  private static final Policy UNCHANGED = new Policy("unchanged", List.of());

  private final SparkSession spark = LocalSpark.session();
  @TempDir private Path folder;

  private ShardStore store(int photos) {
    byte[] digits = new byte[10 * PIXELS];
    byte[] labels = new byte[10];
    for (int digit = 0; digit < 10; digit++) {
      Arrays.fill(
          digits, digit * PIXELS + digit * 28, digit * PIXELS + digit * 28 + 28, (byte) 255);
      labels[digit] = (byte) digit;
    }
    List<Row> rows = new ArrayList<>();
    for (int digit = 0; digit < 10; digit++) {
      rows.add(RowFactory.create("a" + digit, digit, "m0", digit));
      rows.add(RowFactory.create("b" + digit, digit, "m1", digit));
    }
    Dataset<Row> images =
        spark.createDataFrame(
            rows,
            new StructType()
                .add("id", DataTypes.StringType)
                .add("label", DataTypes.IntegerType)
                .add("modality", DataTypes.StringType)
                .add("digit", DataTypes.IntegerType));
    return ShardStore.of(
        new org.apache.hadoop.fs.Path(folder.toString()),
        "digits",
        PastedDigits.of(
            images, new MnistDigits(digits, labels), photos, "train.fresh-images.pasted"),
        100,
        1);
  }

  private static Image photo(int side, int first) {
    Image photo = Image.black(3, side, side);
    for (int i = 0; i < photo.samples().length; i++) {
      photo.samples()[i] = (byte) (first + (side > 28 ? i % 7 : 0));
    }
    return photo;
  }

  @Test
  void eachDigitIsOnThePhotoOfItsModality() {
    Shard shard = store(2).read(0, new byte[0]);
    PastedDigits pasted = new PastedDigits(UNCHANGED, List.of(photo(28, 10), photo(28, 20)), 1);
    int ofSecond = 0;
    for (int place = 0; place < 20; place++) {
      byte[] samples = pasted.image(shard, place, "id", 1).samples();
      int label = shard.labels()[place];
      int ground = samples[(label == 0 ? 27 : 0) * 28];
      ofSecond += ground == 20 ? 1 : 0;
      assertThat(ground).isIn(10, 20);
      for (int y = 0; y < 28; y++) {
        assertThat(samples[2 * PIXELS + y * 28 + 5] & 0xff)
            .isEqualTo(y == label ? 255 - ground : ground);
      }
    }
    assertThat(ofSecond).isEqualTo(10);
  }

  @Test
  void anImageWithoutPhotoIsNamed() {
    assertThatThrownBy(() -> store(1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("whose photo is among the 1")
        .hasMessageContaining("but not b");
  }

  @Test
  void thePieceDependsOnEpochAndSeedAlone() {
    assertDependsOnEpochAndSeed(UNCHANGED, photo(60, 0));
  }

  @Test
  void theChangeOfTheDigitDependsOnEpochAndSeedAlone() {
    assertDependsOnEpochAndSeed(new Policy("moved", List.of(new Shift(3, 1))), photo(28, 10));
  }

  private void assertDependsOnEpochAndSeed(Policy policy, Image photo) {
    Shard shard = store(2).read(0, new byte[0]);
    List<Image> photos = List.of(photo, photo);
    byte[][] first = all(shard, new PastedDigits(policy, photos, 1), 1);
    assertThat(all(shard, new PastedDigits(policy, photos, 1), 1)).isDeepEqualTo(first);
    assertThat(Arrays.deepEquals(all(shard, new PastedDigits(policy, photos, 1), 2), first))
        .isFalse();
    assertThat(Arrays.deepEquals(all(shard, new PastedDigits(policy, photos, 2), 1), first))
        .isFalse();
  }

  private static byte[][] all(Shard shard, PastedDigits pasted, int epoch) {
    return IntStream.range(0, shard.images())
        .mapToObj(place -> pasted.image(shard, place, "id " + place, epoch).samples())
        .toArray(byte[][]::new);
  }

  /** A training that was killed would else go on with images on other photos. */
  @Test
  void otherPhotosHaveAnotherName() {
    String name = new PastedDigits(UNCHANGED, List.of(photo(28, 10)), 1).toString();
    assertThat(new PastedDigits(UNCHANGED, List.of(photo(28, 10)), 1)).hasToString(name);
    assertThat(new PastedDigits(UNCHANGED, List.of(photo(28, 20)), 1).toString())
        .isNotEqualTo(name);
  }
}
