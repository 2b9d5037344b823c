package polymnist.warehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The files in a folder, and whether they are those that were published. Names that begin with an
 * underscore or a dot are by-products of writing, which no reader of tables looks at.
 */
final class PublishedFiles {
  /** So few are read by the driver, sooner than Spark starts tasks. */
  private static final int FEW = 4;

  private PublishedFiles() {}

  /**
   * Measures the files of a folder: sizes, rows and checksums.
   *
   * @param table whether they are Parquet
   */
  static List<DataFile> measure(SparkSession spark, Path folder, boolean table) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    try {
      List<String> paths = List.copyOf(sizes(folder, hadoop).keySet());
      String root = folder.toString();
      if (paths.size() <= FEW) {
        List<DataFile> measured = new ArrayList<>();
        for (String path : paths) {
          measured.add(measure(new Path(root), path, table, hadoop));
        }
        return measured;
      }
      SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
      return JavaSparkContext.fromSparkContext(spark.sparkContext())
          .parallelize(paths, Math.min(paths.size(), spark.sparkContext().defaultParallelism()))
          .map(path -> measure(new Path(root), path, table, configuration.value()))
          .collect()
          .stream()
          .sorted(Comparator.comparing(DataFile::path))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static DataFile measure(Path folder, String path, boolean table, Configuration hadoop)
      throws IOException {
    Path file = new Path(folder, path);
    FileSystem files = file.getFileSystem(hadoop);
    long rows = -1;
    if (table) {
      try (ParquetFileReader reader =
          ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
        rows = reader.getRecordCount();
      }
    }
    try (InputStream in = files.open(file)) {
      return new DataFile(
          path, files.getFileStatus(file).getLen(), rows, DigestUtils.sha256Hex(in));
    }
  }

  /** Returns the sizes of a folder's files by their paths below it; none where it is missing. */
  private static Map<String, Long> sizes(Path folder, Configuration hadoop) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    FileSystem files = folder.getFileSystem(hadoop);
    String root = files.makeQualified(folder).toString() + "/";
    try {
      addSizes(files, folder, root, sizes);
    } catch (FileNotFoundException e) {
      return new TreeMap<>();
    }
    return sizes;
  }

  /** Hadoop's own recursion starts a process for each local file, to learn its owner. */
  private static void addSizes(FileSystem files, Path folder, String root, Map<String, Long> sizes)
      throws IOException {
    for (FileStatus entry : files.listStatus(folder)) {
      String path = entry.getPath().toString().substring(root.length());
      if (("/" + path).contains("/_") || ("/" + path).contains("/.")) {
        continue;
      }
      if (entry.isDirectory()) {
        addSizes(files, entry.getPath(), root, sizes);
      } else {
        sizes.put(path, entry.getLen());
      }
    }
  }

  /** Returns what differs between a listing and what was published, where something does. */
  static Optional<String> difference(
      RunManifest.Published published, Path folder, Configuration hadoop) {
    try {
      Map<String, Long> there = sizes(folder, hadoop);
      if (published.content().isEmpty()) {
        return totals(published, there);
      }
      List<String> off = new ArrayList<>();
      for (DataFile file : published.content()) {
        Long bytes = there.remove(file.path());
        if (bytes == null) {
          off.add(file.path() + " is missing");
        } else if (bytes != file.bytes()) {
          off.add(file.path() + " has " + bytes + " bytes, not the " + file.bytes() + " published");
        }
      }
      there.keySet().forEach(path -> off.add(path + " was never published"));
      return sentence(off);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /** Of a manifest that does not name its files. */
  private static Optional<String> totals(RunManifest.Published published, Map<String, Long> there) {
    long bytes = there.values().stream().mapToLong(Long::longValue).sum();
    // Of folders that are no table, such a manifest counts the checksum files, too.
    boolean same =
        published.isTable()
            ? there.size() == published.files() && bytes == published.bytes()
            : !there.isEmpty() || published.files() == 0;
    return same
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%d files of %d bytes are there, not the %d of %d bytes published",
                there.size(),
                bytes,
                published.files(),
                published.bytes()));
  }

  /** Returns what differs in content, too, where something does. */
  static Optional<String> differentContent(
      SparkSession spark, RunManifest.Published published, Path folder) {
    Map<String, String> was = new TreeMap<>();
    published.content().forEach(file -> was.put(file.path(), file.sha256()));
    List<String> off = new ArrayList<>();
    // The rows stand in the file's footer, which may be what is damaged: the checksum tells.
    for (DataFile file : measure(spark, folder, false)) {
      if (!file.sha256().equals(was.getOrDefault(file.path(), file.sha256()))) {
        off.add("the content of " + file.path() + " has changed");
      }
    }
    return sentence(off);
  }

  private static Optional<String> sentence(List<String> off) {
    if (off.isEmpty()) {
      return Optional.empty();
    }
    String more = off.size() == 1 ? "" : ", and " + (off.size() - 1) + " more";
    return Optional.of(off.get(0) + more);
  }
}
