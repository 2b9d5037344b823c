package polymnist.eda.measure;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.AccumulatorV2;
import polymnist.image.Image;
import polymnist.warehouse.RowType;

/**
 * Sums over the samples of all images of a split, modality, label and shape, gathered while each
 * image is decoded anyway. They are whole numbers, so their order does not matter, and a partition
 * that Spark runs twice is counted once. Their size depends on the numbers of splits, modalities,
 * labels and shapes, not on that of the images.
 */
public final class PixelTotals
    extends AccumulatorV2<PixelTotals.Addend, Map<PixelTotals.Group, Object>> {
  private static final long serialVersionUID = 1L;

  /** Larger images have a histogram but no sums by pixel. */
  private static final int MAX_PIXELS = 4096;

  private static final RowType<TotalsRow> TYPE = RowType.of(TotalsRow.class);

  /**
   * The table {@code pixel_totals}: {@code sums} and {@code squares} have a number for each sample
   * of an image, [C,H,W], and are null for images of more than 4096 pixels; {@code histogram} has
   * 256 counts a channel.
   */
  public static final StructType SCHEMA = TYPE.schema();

  private record TotalsRow(
      @RowType.Flat Group group,
      long images,
      @RowType.Nullable long[] sums,
      @RowType.Nullable long[] squares,
      long[] histogram) {}

  /** What the images of a group have in common. */
  record Group(String split, String modality, int label, int width, int height, int channels)
      implements Comparable<Group>, Serializable {
    @Override
    public int compareTo(Group other) {
      return toString().compareTo(other.toString());
    }
  }

  /** An image and what it is counted under. */
  record Addend(String split, String modality, int label, Image image) {}

  private static final class Sums implements Serializable {
    private static final long serialVersionUID = 1L;

    private long images;
    private final long[] sums;
    private final long[] squares;
    private final long[] histogram;

    Sums(int samples, int channels) {
      sums = new long[samples];
      squares = new long[samples];
      histogram = new long[channels * ImageStatistics.LEVELS];
    }

    void add(Image image) {
      images++;
      byte[] samples = image.samples();
      int plane = image.width() * image.height();
      for (int i = 0; i < sums.length; i++) {
        long sample = samples[i] & 0xff;
        sums[i] += sample;
        squares[i] += sample * sample;
      }
      for (int channel = 0; channel < image.channels(); channel++) {
        for (int i = channel * plane; i < (channel + 1) * plane; i++) {
          histogram[channel * ImageStatistics.LEVELS + (samples[i] & 0xff)]++;
        }
      }
    }

    void add(Sums other) {
      images += other.images;
      add(sums, other.sums);
      add(squares, other.squares);
      add(histogram, other.histogram);
    }

    private static void add(long[] to, long[] from) {
      for (int i = 0; i < to.length; i++) {
        to[i] += from[i];
      }
    }
  }

  private final TreeMap<Group, Sums> groups = new TreeMap<>();
  private final BitSet partitions = new BitSet();

  @Override
  public synchronized void add(Addend addend) {
    partitions.set(TaskContext.getPartitionId());
    Image image = addend.image();
    int pixels = image.width() * image.height();
    groups
        .computeIfAbsent(
            new Group(
                addend.split(),
                addend.modality(),
                addend.label(),
                image.width(),
                image.height(),
                image.channels()),
            key -> new Sums(pixels <= MAX_PIXELS ? pixels * key.channels() : 0, key.channels()))
        .add(image);
  }

  @Override
  public synchronized void merge(AccumulatorV2<Addend, Map<Group, Object>> other) {
    PixelTotals more = (PixelTotals) other;
    if (partitions.intersects(more.partitions)) {
      return;
    }
    partitions.or(more.partitions);
    more.groups.forEach(
        (group, sums) ->
            groups
                .computeIfAbsent(group, key -> new Sums(sums.sums.length, key.channels()))
                .add(sums));
  }

  @Override
  public synchronized boolean isZero() {
    return partitions.isEmpty();
  }

  @Override
  public PixelTotals copy() {
    PixelTotals copy = new PixelTotals();
    copy.merge(this);
    return copy;
  }

  @Override
  public synchronized void reset() {
    groups.clear();
    partitions.clear();
  }

  /** A heartbeat may tell the driver of the sums while a task adds to them. */
  private synchronized void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
  }

  /** Returns the groups; {@link #rows} has the sums. */
  @Override
  public synchronized Map<Group, Object> value() {
    return Map.copyOf(groups);
  }

  /** Returns the rows of {@link #SCHEMA} in the order of the groups. */
  public synchronized List<Row> rows() {
    return groups.entrySet().stream()
        .map(
            entry -> {
              Sums sums = entry.getValue();
              boolean summed = sums.sums.length > 0;
              return TYPE.toRow(
                  new TotalsRow(
                      entry.getKey(),
                      sums.images,
                      summed ? sums.sums : null,
                      summed ? sums.squares : null,
                      sums.histogram));
            })
        .toList();
  }
}
