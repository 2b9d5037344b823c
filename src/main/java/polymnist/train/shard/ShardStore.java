package polymnist.train.shard;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.SerializableConfiguration;
import polymnist.chance.Chance;
import polymnist.corpus.CorpusImage;
import polymnist.image.Image;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.WholeFile;

/**
 * The training images as shards of bytes, well shuffled, in the warehouse's cache: made once from a
 * table and read by every network and epoch. A store is whole once its index is there; it can be
 * deleted at any time.
 *
 * @param folder where the shards are
 * @param sizes the number of images in each
 * @param fresh how images are made anew in every epoch, or null for not at all
 */
public record ShardStore(
    String folder, List<Integer> sizes, SerializableConfiguration hadoop, FreshImages fresh)
    implements Serializable {
  /** Has another name for each format of shards, so that older ones are made anew. */
  private static final String INDEX = "index-3";

  public ShardStore {
    sizes = List.copyOf(sizes);
  }

  /** Returns the same images, each made anew in every epoch. */
  public ShardStore madeAnew(FreshImages images) {
    return new ShardStore(folder, sizes, hadoop, images);
  }

  /** Returns what names the images, wherever they are. */
  public String key() {
    return new Path(folder).getName();
  }

  /** Returns how many images there are. */
  public long images() {
    return sizes.stream().mapToLong(Integer::longValue).sum();
  }

  /**
   * Reads a shard on whichever machine needs it.
   *
   * @param room is used for the samples if it is large enough
   */
  public Shard read(int shard, byte[] room) {
    Path file = file(folder, shard);
    try (InputStream in = unchecked(file.getFileSystem(hadoop.value())).open(file)) {
      return Shard.read(in, room);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the training images in %s: delete its folder, which is then made anew"
              .formatted(file),
          e);
    }
  }

  /**
   * A shard has a checksum of its own, so that Hadoop's slower one for local files is not needed.
   */
  private static FileSystem unchecked(FileSystem files) {
    return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
  }

  private static Path file(String folder, int shard) {
    return new Path(folder, String.format(Locale.ROOT, "shard-%05d", shard));
  }

  /**
   * Opens the store of images that a stage makes of tables, or makes it.
   *
   * @param name tells these images from others of the same tables
   * @param tables that the stage reads them from
   * @param images as of {@link #of(Path, String, Dataset, int, long)}
   */
  public static ShardStore of(
      StageRun run,
      String name,
      List<String> tables,
      Dataset<Row> images,
      int shardImages,
      long seed) {
    return of(
        run.cache("shards"),
        name
            + " "
            + tables.stream()
                .map(table -> run.inputFolder(table).toString())
                .collect(Collectors.joining(" ")),
        images,
        shardImages,
        seed);
  }

  /**
   * Opens a store, or makes it.
   *
   * @param cache the folder of all stores
   * @param name tells these images from all others
   * @param images rows with the columns id, label and image, or those of {@link PastedDigits#of}
   * @param shardImages about how many images a shard has
   * @throws IllegalArgumentException when an image does not decode or is not [3,28,28]
   */
  public static ShardStore of(
      Path cache, String name, Dataset<Row> images, int shardImages, long seed) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(images.sparkSession().sparkContext().hadoopConfiguration());
    String key = String.format(Locale.ROOT, "%s %d %d", name, shardImages, seed);
    Path folder = new Path(cache, DigestUtils.sha256Hex(key).substring(0, 16));
    try {
      FileSystem files = folder.getFileSystem(hadoop.value());
      Path index = new Path(folder, INDEX);
      List<Integer> sizes =
          files.exists(index)
              ? readIndex(files, index)
              : write(folder.toString(), images, shardImages, seed, hadoop);
      // Also where it is there: what was written long ago counts as not used, and is removed.
      WholeFile.put(files, index, lines(sizes));
      return new ShardStore(folder.toString(), sizes, hadoop, null);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the training images in " + folder, e);
    }
  }

  private static byte[] lines(List<Integer> sizes) {
    StringBuilder lines = new StringBuilder();
    sizes.forEach(size -> lines.append(size).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<Integer> readIndex(FileSystem files, Path index) throws IOException {
    try (InputStream in = files.open(index)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(Integer::valueOf)
          .toList();
    }
  }

  /** Deals the images out to shards by chance and writes each shard in one task. */
  private static List<Integer> write(
      String folder,
      Dataset<Row> images,
      int shardImages,
      long seed,
      SerializableConfiguration hadoop) {
    long count = images.count();
    if (count == 0) {
      throw new IllegalArgumentException("there is no image to train on");
    }
    int shards = (int) Math.max(1, Math.round(count / (double) shardImages));
    var shardOf =
        functions.udf(
            (String id) -> (int) Math.floorMod(Chance.bits(seed, "shard " + id), (long) shards),
            DataTypes.IntegerType);
    Dataset<Row> dealt =
        columns(images)
            .withColumn("shard", shardOf.apply(functions.col("id")))
            .repartition(shards, functions.col("shard"));
    TreeMap<Integer, Integer> sizes = new TreeMap<>();
    dealt
        .mapPartitions(
            (MapPartitionsFunction<Row, String>)
                rows -> writeShards(folder, rows, seed, hadoop.value()),
            Encoders.STRING())
        .collectAsList()
        .forEach(
            line ->
                sizes.put(
                    Integer.valueOf(line.substring(0, line.indexOf(' '))),
                    Integer.valueOf(line.substring(line.indexOf(' ') + 1))));
    List<Integer> bySize = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      if (!sizes.containsKey(shard)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "shard %d of %d got no image: lower shard-images, which is %d for %d images",
                shard,
                shards,
                shardImages,
                count));
      }
      bySize.add(sizes.get(shard));
    }
    return bySize;
  }

  private static Dataset<Row> columns(Dataset<Row> images) {
    return List.of(images.columns()).contains("image")
        ? images.select("id", "label", "image.bytes")
        : images.select("id", "label", "modality", "digit");
  }

  /** A partition may hold several shards, as hashes of shard numbers meet. */
  private static Iterator<String> writeShards(
      String folder, Iterator<Row> rows, long seed, Configuration hadoop) throws IOException {
    TreeMap<Integer, List<Row>> byShard = new TreeMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      byShard.computeIfAbsent(row.getAs("shard"), shard -> new ArrayList<>()).add(row);
    }
    List<String> sizes = new ArrayList<>();
    for (var entry : byShard.entrySet()) {
      List<Row> members = entry.getValue();
      // The order of arrival is Spark's; this one is the seed's.
      members.sort(
          Comparator.<Row>comparingLong(row -> Chance.bits(seed, "place " + row.getAs("id")))
              .thenComparing(row -> row.<String>getAs("id")));
      writeShard(file(folder, entry.getKey()), shard(members), hadoop);
      sizes.add(entry.getKey() + " " + members.size());
    }
    return sizes.iterator();
  }

  private static void writeShard(Path file, Shard shard, Configuration hadoop) throws IOException {
    // A task that is tried again, or another job of the same images, writes the same bytes.
    WholeFile.put(file.getFileSystem(hadoop), file, shard::write);
  }

  private static Shard shard(List<Row> rows) {
    byte[] labels = bytes(rows, "label");
    if (List.of(rows.get(0).schema().fieldNames()).contains("digit")) {
      return new Shard(
          labels, bytes(rows, "modality"), samples(rows, row -> row.<byte[]>getAs("digit")));
    }
    return new Shard(
        labels, samples(rows, row -> decode(row.getAs("id"), row.getAs("bytes")).samples()));
  }

  private static byte[] bytes(List<Row> rows, String column) {
    byte[] bytes = new byte[rows.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) rows.get(i).<Integer>getAs(column).intValue();
    }
    return bytes;
  }

  private static byte[] samples(List<Row> rows, Function<Row, byte[]> ofRow) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    rows.forEach(row -> all.writeBytes(ofRow.apply(row)));
    return all.toByteArray();
  }

  /** Returns the pixels of an image that a network can read. */
  public static Image decode(String id, byte[] bytes) {
    Image image = CorpusImage.decoded(id, bytes);
    if (!POLYMNIST.fits(image)) {
      throw new IllegalArgumentException(
          "networks read images %s, but %s is %s".formatted(POLYMNIST.ofImage(), id, image));
    }
    return image;
  }
}
