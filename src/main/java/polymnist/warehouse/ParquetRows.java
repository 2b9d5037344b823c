package polymnist.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * A few columns of a published table without Spark, which takes seconds to start; for what people
 * wait for.
 */
final class ParquetRows {
  private ParquetRows() {}

  /**
   * Reads all rows of files.
   *
   * @param columns of numbers, texts and truths; one that a file has not is left out
   * @return values by the names of columns; no value where it is null
   */
  static List<Map<String, Object>> read(
      List<Path> files, List<String> columns, Configuration hadoop) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Path file : files) {
      try {
        read(file, columns, hadoop, rows);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    return rows;
  }

  /** Reads bytes, or those of images, of the rows that have one of some keys. */
  static Map<String, byte[]> pictures(
      List<Path> files, String key, String column, Set<String> keys, Configuration hadoop) {
    Set<Binary> wanted = keys.stream().map(Binary::fromString).collect(Collectors.toSet());
    Map<String, byte[]> pictures = new HashMap<>();
    for (Path file : wanted.isEmpty() ? List.<Path>of() : files) {
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), file)
              .withConf(projecting(hadoop, fields(file, List.of(key, column), hadoop)))
              .withFilter(FilterCompat.get(FilterApi.in(FilterApi.binaryColumn(key), wanted)))
              .build()) {
        for (Group group = reader.read(); group != null; group = reader.read()) {
          boolean isImage = !group.getType().getType(column).isPrimitive();
          Group holder = isImage ? group.getGroup(column, 0) : group;
          pictures.put(
              group.getString(key, 0), holder.getBinary(isImage ? "bytes" : column, 0).getBytes());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    return pictures;
  }

  private static List<Type> fields(Path file, List<String> columns, Configuration hadoop)
      throws IOException {
    try (ParquetFileReader footer =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
      return footer.getFileMetaData().getSchema().getFields().stream()
          .filter(field -> columns.contains(field.getName()))
          .toList();
    }
  }

  private static Configuration projecting(Configuration hadoop, List<Type> fields) {
    Configuration projecting = new Configuration(hadoop);
    projecting.set(ReadSupport.PARQUET_READ_SCHEMA, new MessageType("rows", fields).toString());
    return projecting;
  }

  private static void read(
      Path file, List<String> columns, Configuration hadoop, List<Map<String, Object>> rows)
      throws IOException {
    List<Type> wanted = fields(file, columns, hadoop);
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file)
            .withConf(projecting(hadoop, wanted))
            .build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int f = 0; f < wanted.size(); f++) {
          if (group.getFieldRepetitionCount(f) > 0) {
            row.put(wanted.get(f).getName(), value(group, f, wanted.get(f)));
          }
        }
        rows.add(row);
      }
    }
  }

  private static Object value(Group group, int field, Type type) {
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> group.getString(field, 0);
      case BOOLEAN -> group.getBoolean(field, 0);
      case INT32 -> group.getInteger(field, 0);
      case INT64 -> group.getLong(field, 0);
      case DOUBLE -> group.getDouble(field, 0);
      default ->
          throw new IllegalArgumentException(
              "the column %s is of %s, which is not read here"
                  .formatted(type.getName(), type.asPrimitiveType().getPrimitiveTypeName()));
    };
  }
}
