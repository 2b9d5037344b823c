package polymnist.corpus;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.setting.UserError;

/** The photos on which digits are pasted: one a modality, in the order of their file names. */
public final class Backgrounds {
  private Backgrounds() {}

  /**
   * Reads the photos (.jpg, .jpeg, .png) of a folder as [3,H,W], sorted by name.
   *
   * @throws UserError when there is none, one does not decode, or one is smaller than 28x28
   */
  public static List<Image> read(String folder, Configuration hadoop) {
    Path path = new Path(folder);
    List<Image> photos = new ArrayList<>();
    try {
      FileSystem files = path.getFileSystem(hadoop);
      FileStatus[] all = files.listStatus(path);
      Arrays.sort(all);
      for (FileStatus file : all) {
        if (file.isFile()
            && file.getPath()
                .getName()
                .toLowerCase(java.util.Locale.ROOT)
                .matches(".*\\.(jpg|jpeg|png)")) {
          photos.add(photo(files, file.getPath()));
        }
      }
    } catch (FileNotFoundException e) {
      throw UserError.request("there is no folder of background photos " + folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the background photos in " + folder, e);
    }
    if (photos.isEmpty()) {
      throw UserError.request(
          "%s holds no background photo: put one .jpg or .png a modality there".formatted(folder));
    }
    return photos;
  }

  private static Image photo(FileSystem files, Path path) throws IOException {
    BufferedImage picture;
    try (FSDataInputStream in = files.open(path)) {
      picture = ImageIO.read(new ByteArrayInputStream(in.readAllBytes()));
    }
    if (picture == null) {
      throw UserError.request("the background photo " + path + " does not decode");
    }
    BufferedImage colour =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    colour.createGraphics().drawImage(picture, 0, 0, null);
    Image photo = Png.of(colour);
    if (photo.width() < POLYMNIST.side() || photo.height() < POLYMNIST.side()) {
      throw UserError.request(
          String.format(
              Locale.ROOT,
              "the background photo %s must be at least 28x28 pixels, is %dx%d",
              path,
              photo.width(),
              photo.height()));
    }
    return photo;
  }
}
