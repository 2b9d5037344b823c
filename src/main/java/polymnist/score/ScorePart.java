package polymnist.score;

import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import polymnist.image.UnreadableImage;
import polymnist.input.InputBytes;
import polymnist.input.InputFile;
import polymnist.input.InputFolder;
import polymnist.setting.UserError;

/** Some files of the images that are to be scored. */
interface ScorePart {
  /**
   * The images: what tells one from the others; the encoded picture, null where it could not be
   * had; and why it could not.
   */
  StructType IMAGES =
      new StructType()
          .add("id", DataTypes.StringType, false)
          .add("bytes", DataTypes.BinaryType, true)
          .add("problem", DataTypes.StringType, true);

  /** Where paths, below a folder, have a part of what is not finished; {@code _x=1} is a value. */
  Pattern LEFT = Pattern.compile("(?:^|/)(?:\\.|_(?![^/]*=))");

  /** Returns rows of {@link #IMAGES}. */
  Dataset<Row> images(SparkSession spark);

  /**
   * Returns the parts of what somebody named: Parquet where there is such a file, else a folder of
   * pictures.
   *
   * @throws UserError when there is nothing, or no column that can be an image
   */
  static List<ScorePart> ofPath(
      SparkSession spark, String path, ScoreSettings settings, long bytes, Configuration hadoop) {
    if (path.endsWith(".parquet")) {
      return ofParquet(spark, new Path(path), settings, bytes, hadoop);
    }
    List<InputFile> files = list(path, hadoop);
    List<InputFile> finished = files.stream().filter(file -> !isLeft(file.path())).toList();
    boolean parquet = finished.stream().anyMatch(ScorePart::isParquet);
    List<InputFile> pictures =
        finished.stream().filter(file -> !InputFolder.isJunk(file.path())).toList();
    // Of Parquet, files beside the data such as checksums are not meant.
    long left =
        parquet
            ? files.stream().filter(f -> !f.isFile() || (isParquet(f) && isLeft(f.path()))).count()
            : files.size() - pictures.size();
    if (left > 0) {
      System.out.printf(
          Locale.ROOT,
          "%,d files left out: hidden, left by systems, links to folders, or below _ as what is not"
              + " finished%n",
          left);
    }
    if (pictures.isEmpty() && !parquet) {
      throw UserError.request("score.images: %s holds no file".formatted(path));
    }
    if (parquet) {
      return ofParquet(spark, new Path(path), settings, bytes, hadoop);
    }
    return grouped(pictures, InputFile::bytes, bytes).stream()
        .map(group -> (ScorePart) new PictureFiles(group, hadoop))
        .toList();
  }

  private static List<InputFile> list(String path, Configuration hadoop) {
    try {
      return InputFolder.list(path, hadoop);
    } catch (FileNotFoundException e) {
      throw UserError.request("score.images: there is no table and no folder " + path);
    }
  }

  /** Returns the parts of a folder or file of Parquet. */
  static List<ScorePart> ofParquet(
      SparkSession spark, Path path, ScoreSettings settings, long bytes, Configuration hadoop) {
    List<InputFile> all = list(path.toString(), hadoop);
    for (InputFile file : all) {
      if (file.problem() != null && file.problem().startsWith(InputFolder.UNLISTED)) {
        throw UserError.request("score.images: %s %s".formatted(file.path(), file.problem()));
      }
    }
    List<InputFile> files =
        all.stream()
            .filter(f -> f.path().isEmpty() || (isParquet(f) && !isLeft(f.path())))
            .toList();
    if (files.isEmpty()) {
      throw UserError.request("score.images: %s holds no file of Parquet".formatted(path));
    }
    // A folder's is that of its first file, as Spark has it.
    StructType schema = spark.read().parquet(files.get(0).location()).schema();
    String image = imageColumn(schema, settings.column());
    ParquetFiles whole = parquet(files, schema, image, fileAndRow(files.get(0)));
    Column id = idColumn(spark, whole, settings.id());
    return grouped(files, InputFile::bytes, bytes).stream()
        .map(group -> (ScorePart) parquet(group, schema, image, id))
        .toList();
  }

  private static ParquetFiles parquet(
      List<InputFile> files, StructType schema, String image, Column id) {
    return new ParquetFiles(files.stream().map(InputFile::location).toList(), schema, image, id);
  }

  /** Shares files out, one after the other, so that those of a group have so many bytes. */
  static <F> List<List<F>> grouped(List<F> files, ToLongFunction<F> size, long bytes) {
    List<List<F>> groups = new ArrayList<>();
    long room = 0;
    for (F file : files) {
      if (room <= 0) {
        groups.add(new ArrayList<>());
        room = bytes;
      }
      groups.get(groups.size() - 1).add(file);
      room -= size.applyAsLong(file);
    }
    return groups;
  }

  private static boolean isParquet(InputFile file) {
    return file.path().endsWith(".parquet") && file.isFile();
  }

  /** Tells by a path below the folder whether Spark or a table format left the file about. */
  private static boolean isLeft(String path) {
    return LEFT.matcher(path).find();
  }

  /** Whether a column can hold encoded pictures: binary, or a struct with binary {@code bytes}. */
  private static boolean isImage(StructField field) {
    return field.dataType().equals(DataTypes.BinaryType) || isStruct(field);
  }

  private static boolean isStruct(StructField field) {
    return field.dataType() instanceof StructType struct
        && Arrays.stream(struct.fields())
            .anyMatch(f -> f.name().equals("bytes") && f.dataType().equals(DataTypes.BinaryType));
  }

  /** Returns the column of pictures. */
  static String imageColumn(StructType schema, String wanted) {
    List<String> possible =
        Arrays.stream(schema.fields()).filter(ScorePart::isImage).map(StructField::name).toList();
    if (possible.contains(wanted)) {
      return wanted;
    }
    String rule = "pictures are in a binary column, or in a struct of bytes and path";
    if (wanted.isEmpty() && possible.size() == 1) {
      return possible.get(0);
    }
    throw UserError.request(
        possible.isEmpty()
            ? "score.images: no column can be an image; %s, but there are %s"
                .formatted(rule, names(schema))
            : "score.column must be one of %s; was '%s'"
                .formatted(String.join(", ", possible), wanted));
  }

  private static String names(StructType schema) {
    return Arrays.stream(schema.fields())
        .map(field -> field.name() + " " + field.dataType().simpleString())
        .collect(Collectors.joining(", "));
  }

  /**
   * Returns what tells images apart: the wanted column, or {@code id} or the path in the struct
   * where its values do, or file and row, which also stand for a null.
   *
   * @param files with file and row as their ids
   */
  private static Column idColumn(SparkSession spark, ParquetFiles files, String wanted) {
    StructType schema = files.schema();
    List<String> columns = List.of(schema.fieldNames());
    if (!wanted.isEmpty() && !columns.contains(wanted)) {
      throw UserError.request(
          "score.id: there is no column %s; there are %s".formatted(wanted, names(schema)));
    }
    String named = wanted.isEmpty() && columns.contains("id") ? "id" : wanted;
    StructField image = schema.apply(files.image());
    if (named.isEmpty()
        && !(isStruct(image)
            && List.of(((StructType) image.dataType()).fieldNames()).contains("path"))) {
      return files.id();
    }
    String column = named.isEmpty() ? "`" + image.name() + "`.path" : "`" + named + "`";
    Column id = functions.coalesce(functions.col(column).cast(DataTypes.StringType), files.id());
    List<Row> repeated =
        new ParquetFiles(files.files(), schema, files.image(), id)
            .images(spark)
            .groupBy("id")
            .count()
            .where("count > 1")
            .limit(1)
            .collectAsList();
    if (repeated.isEmpty()) {
      return id;
    }
    String problem =
        "the column %s has '%s' %s times, which does not tell images apart"
            .formatted(column, repeated.get(0).get(0), repeated.get(0).get(1));
    if (!wanted.isEmpty()) {
      throw UserError.request(
          "score.id: %s: name a column of unique values, or leave score.id out".formatted(problem));
    }
    System.out.println(problem + ": the ids are file and row");
    return files.id();
  }

  /** A file is told from others by its path below the folder, which is that of the first. */
  private static Column fileAndRow(InputFile first) {
    int depth = first.location().split("/+", -1).length - first.path().split("/", -1).length;
    String folders = String.format(Locale.ROOT, "^(?:[^/]+/+){1,%d}", depth);
    return functions.concat(
        functions.regexp_replace(functions.col("_metadata.file_path"), folders, ""),
        functions.lit("#"),
        functions.col("_metadata.row_index"));
  }

  /** Files of Parquet. */
  record ParquetFiles(List<String> files, StructType schema, String image, Column id)
      implements ScorePart {
    @Override
    public Dataset<Row> images(SparkSession spark) {
      Column picture =
          schema.apply(image).dataType().equals(DataTypes.BinaryType)
              ? functions.col("`" + image + "`")
              : functions.col("`" + image + "`.bytes");
      return spark
          .read()
          .schema(schema)
          .parquet(files.toArray(String[]::new))
          .select(
              id.as("id"),
              picture.as("bytes"),
              functions.lit(null).cast(DataTypes.StringType).as("problem"));
    }
  }

  /** Files of pictures. */
  record PictureFiles(List<InputFile> files, Configuration hadoop) implements ScorePart {
    private static final int FILES_A_TASK = 2_000;

    /** A picture of 28x28 pixels has 2,352 samples; this leaves room for what is beside. */
    private static final int MAX_BYTES = 1 << 20;

    @Override
    public Dataset<Row> images(SparkSession spark) {
      SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      int tasks = Math.max(context.defaultParallelism(), 1 + files.size() / FILES_A_TASK);
      return spark
          .createDataset(
              context.parallelize(files, tasks).rdd(), Encoders.javaSerialization(InputFile.class))
          .map(
              (MapFunction<InputFile, Row>) file -> image(file, configuration.value()),
              Encoders.row(IMAGES));
    }

    private static Row image(InputFile file, Configuration hadoop) {
      try {
        return RowFactory.create(file.path(), InputBytes.read(file, MAX_BYTES, hadoop), null);
      } catch (UnreadableImage e) {
        return RowFactory.create(file.path(), null, e.getMessage());
      }
    }
  }
}
