package polymnist.custom;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import polymnist.setting.UserError;

/**
 * A file in the folder of pictures.
 *
 * @param path below the folder, parts separated by {@code /}
 * @param location the whole path with its scheme
 * @param given what is known of it beforehand
 */
record PictureFile(String path, String location, PictureLabel given) {
  static final StructType SCHEMA =
      new StructType()
          .add("path", StringType, false)
          .add("location", StringType, false)
          .add("label", IntegerType, true)
          .add("attributes", PictureLabel.ATTRIBUTES, false);

  /** Notes beside the pictures, and hidden files. */
  private static final Pattern NO_PICTURE = Pattern.compile("[._].*|.*\\.(csv|md|txt|json|html)");

  /**
   * Lists the files of a folder and its sub-folders, sorted by path, without labels; hidden ones
   * and notes (.csv, .md, .txt, .json, .html) are left out.
   *
   * @throws UserError when the folder is missing or holds no picture
   */
  static List<PictureFile> list(String folder, Configuration hadoop) {
    Path root = new Path(folder);
    List<PictureFile> pictures = new ArrayList<>();
    try {
      FileSystem files = root.getFileSystem(hadoop);
      if (!files.exists(root) || !files.getFileStatus(root).isDirectory()) {
        throw new FileNotFoundException(folder);
      }
      String prefix = files.makeQualified(root).toUri().getPath();
      RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true);
      while (all.hasNext()) {
        Path file = all.next().getPath();
        if (!NO_PICTURE.matcher(file.getName().toLowerCase(Locale.ROOT)).matches()) {
          String path = file.toUri().getPath().substring(prefix.length()).replaceFirst("^/", "");
          pictures.add(new PictureFile(path, file.toString(), PictureLabel.NOTHING));
        }
      }
    } catch (FileNotFoundException e) {
      throw UserError.request(
          "there is no folder of pictures %s: set custom.images to one".formatted(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
    if (pictures.isEmpty()) {
      throw UserError.request(
          "%s holds no picture: put digits there, or set custom.images to another folder"
              .formatted(folder));
    }
    pictures.sort(Comparator.comparing(PictureFile::path));
    return pictures;
  }

  PictureFile withLabel(PictureLabel label) {
    return new PictureFile(path, location, label);
  }

  Row toRow() {
    return RowFactory.create(path, location, given.label(), given.attributesOfRow());
  }

  static PictureFile of(Row row) {
    return new PictureFile(
        row.getAs("path"),
        row.getAs("location"),
        new PictureLabel(row.getAs("label"), row.getJavaMap(row.fieldIndex("attributes"))));
  }
}
