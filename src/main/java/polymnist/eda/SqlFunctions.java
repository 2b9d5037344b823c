package polymnist.eda;

import java.io.Serializable;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.UDFRegistration;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import polymnist.eda.measure.ImageStatistics;
import polymnist.eda.measure.PerceptualHash;
import polymnist.image.Image;
import polymnist.image.LumaPlane;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.warehouse.RowValues;
import scala.collection.Seq;

/**
 * Functions that SQL lacks, for the questions and for those of users:
 *
 * <pre>
 * image_mean(png)               mean of all samples of a PNG such as corpus.image.bytes, 0 to 255
 * image_contrast(png)           deviation of the samples from the mean of their channel, 0 to 127.5
 * image_sharpness(png)          deviation of the Laplacian of the luminance
 * image_entropy(png)            of the luminance, 0 to 8 bits
 * image_perceptual_hash(png)    64 bits, few of which differ between images that look alike
 * image_histogram(png, c)       256 counts of the samples of channel c, the first being 0
 * feature_distance(a, b)        Euclidean distance of two columns features or shape of
 *                               image_statistics, rounded to 1/256 so that sums are exact
 * feature_mean(a)               aggregate: the mean of such a column, rounded to whole numbers
 * mask_overlap(a, b)            intersection over union of two columns mask, 0 to 1
 * picture(v, c, h, w)           the PNG of an array of samples [C,H,W], cut to 0 to 255
 * chi_squared_p_value(x, n)     probability of a chi-squared statistic of n degrees of freedom at
 *                               least as great as x
 * </pre>
 *
 * Functions of a PNG decode it each time; {@code image_statistics} has their values already. All
 * return null for null, and for bytes that do not decode.
 */
public final class SqlFunctions {
  private SqlFunctions() {}

  /** Makes the functions known to a session. */
  static void register(SparkSession spark) {
    UDFRegistration udf = spark.udf();
    measure(udf, "image_mean", image -> ImageStatistics.of(image).brightness());
    measure(udf, "image_contrast", image -> ImageStatistics.of(image).contrast());
    measure(udf, "image_sharpness", image -> ImageStatistics.of(image).sharpness());
    measure(udf, "image_entropy", image -> ImageStatistics.of(image).entropy());
    udf.register(
        "image_perceptual_hash",
        (UDF1<byte[], Long>)
            png -> {
              Image image = decoded(png);
              return image == null ? null : (Long) PerceptualHash.of(LumaPlane.of(image)).signs();
            },
        DataTypes.LongType);
    udf.register(
        "image_histogram",
        (UDF2<byte[], Integer, int[]>) SqlFunctions::histogram,
        DataTypes.createArrayType(DataTypes.IntegerType, false));
    udf.register(
        "feature_distance",
        (UDF2<byte[], byte[], Double>) SqlFunctions::distance,
        DataTypes.DoubleType);
    udf.register("feature_mean", functions.udaf(new FeatureMean(), Encoders.BINARY()));
    udf.register(
        "mask_overlap", (UDF2<byte[], byte[], Double>) SqlFunctions::overlap, DataTypes.DoubleType);
    udf.register(
        "picture",
        (UDF4<Seq<Double>, Integer, Integer, Integer, byte[]>) SqlFunctions::picture,
        DataTypes.BinaryType);
    udf.register(
        "chi_squared_p_value",
        (UDF2<Double, Integer, Double>) SqlFunctions::chiSquaredPValue,
        DataTypes.DoubleType);
  }

  private interface Measure extends Serializable {
    double of(Image image);
  }

  private static void measure(UDFRegistration udf, String name, Measure measure) {
    udf.register(
        name,
        (UDF1<byte[], Double>)
            png -> {
              Image image = decoded(png);
              return image == null ? null : (Double) measure.of(image);
            },
        DataTypes.DoubleType);
  }

  private static Image decoded(byte[] png) {
    try {
      return png == null ? null : Png.decode(png);
    } catch (UnreadableImage e) {
      return null;
    }
  }

  private static int[] histogram(byte[] png, Integer channel) {
    Image image = decoded(png);
    return image == null || channel == null || channel < 0 || channel >= image.channels()
        ? null
        : ImageStatistics.histogram(image, channel);
  }

  /** Returns null unless both are there and of one length. */
  public static Double distance(byte[] a, byte[] b) {
    if (a == null || b == null || a.length != b.length) {
      return null;
    }
    long squares = 0;
    for (int i = 0; i < a.length; i++) {
      long difference = (long) (a[i] & 0xff) - (b[i] & 0xff);
      squares += difference * difference;
    }
    return Math.rint(256 * Math.sqrt((double) squares)) / 256;
  }

  /** Returns null unless both are there and of one length; 1 where neither has a bit. */
  static Double overlap(byte[] a, byte[] b) {
    if (a == null || b == null || a.length != b.length) {
      return null;
    }
    int both = 0;
    int either = 0;
    for (int i = 0; i < a.length; i++) {
      both += Integer.bitCount(a[i] & b[i] & 0xff);
      either += Integer.bitCount((a[i] | b[i]) & 0xff);
    }
    return either == 0 ? 1.0 : both / (double) either;
  }

  private static byte[] picture(
      Seq<Double> values, Integer channels, Integer height, Integer width) {
    if (values == null || channels == null || height == null || width == null) {
      return null;
    }
    List<Double> samples = RowValues.list(values);
    byte[] bytes = new byte[samples.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(Math.max(0, Math.min(255, samples.get(i))));
    }
    return Png.encode(new Image(channels, height, width, bytes));
  }

  /**
   * Returns the probability of a statistic at least as great when the hypothesis holds; null where
   * there is no statistic or no degree of freedom.
   */
  static Double chiSquaredPValue(Double statistic, Integer degreesOfFreedom) {
    if (statistic == null || degreesOfFreedom == null || degreesOfFreedom < 1) {
      return null;
    }
    return ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(statistic);
  }

  /** The sums of the numbers of vectors, and their count last. */
  private static final class FeatureMean extends Aggregator<byte[], long[], byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public long[] zero() {
      return new long[0];
    }

    @Override
    public long[] reduce(long[] sums, byte[] features) {
      if (features == null) {
        return sums;
      }
      long[] more = sums.length == 0 ? new long[features.length + 1] : sums;
      for (int i = 0; i < features.length; i++) {
        more[i] += features[i] & 0xff;
      }
      more[features.length]++;
      return more;
    }

    @Override
    public long[] merge(long[] a, long[] b) {
      if (a.length == 0 || b.length == 0) {
        return a.length == 0 ? b : a;
      }
      for (int i = 0; i < a.length; i++) {
        a[i] += b[i];
      }
      return a;
    }

    @Override
    public byte[] finish(long[] sums) {
      if (sums.length == 0) {
        return null;
      }
      byte[] mean = new byte[sums.length - 1];
      long count = sums[sums.length - 1];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = (byte) ((sums[i] + count / 2) / count);
      }
      return mean;
    }

    @Override
    public Encoder<long[]> bufferEncoder() {
      return Encoders.javaSerialization(long[].class);
    }

    @Override
    public Encoder<byte[]> outputEncoder() {
      return Encoders.BINARY();
    }
  }
}
