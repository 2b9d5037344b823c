package polymnist.corpus;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import polymnist.image.Image;
import polymnist.image.PhotoFile;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.input.InputBytes;
import polymnist.input.InputFile;
import polymnist.input.InputFolder;
import polymnist.setting.UserError;
import polymnist.warehouse.InputFiles;

/** The photos on which digits are pasted: one a modality, in the order of their file names. */
public final class Backgrounds {
  /** Of a file in the folder itself. */
  private static final Pattern NAME = Pattern.compile("[^./_][^/]*\\.(jpg|jpeg|png)");

  private Backgrounds() {}

  /** Returns what is read of a folder. */
  public static InputFiles files(String folder) {
    return InputFiles.named(folder, "*.{jpg,jpeg,png}");
  }

  /**
   * Reads the photos (.jpg, .jpeg, .png) of a folder as [3,H,W], sorted by name.
   *
   * @throws UserError when there is none, one does not decode, or one is smaller than 28x28
   */
  public static List<Image> read(String folder, Configuration hadoop) {
    List<Image> photos = new ArrayList<>();
    for (InputFile file : InputFolder.list("folder of background photos", folder, "", hadoop)) {
      if (NAME.matcher(file.path().toLowerCase(Locale.ROOT)).matches()) {
        photos.add(photo(file, hadoop));
      }
    }
    if (photos.isEmpty()) {
      throw UserError.request(
          "%s holds no background photo: put one .jpg or .png a modality there".formatted(folder));
    }
    return photos;
  }

  private static Image photo(InputFile file, Configuration hadoop) {
    Image photo;
    try {
      byte[] bytes = InputBytes.read(file, InputBytes.MAX_PICTURE_BYTES, hadoop);
      photo = Png.of(PhotoFile.decode(bytes));
    } catch (UnreadableImage e) {
      throw UserError.request(
          "the background photo %s %s".formatted(file.location(), e.getMessage()));
    }
    if (photo.width() < POLYMNIST.side() || photo.height() < POLYMNIST.side()) {
      throw UserError.request(
          String.format(
              Locale.ROOT,
              "the background photo %s must be at least 28x28 pixels, is %dx%d",
              file.location(),
              photo.width(),
              photo.height()));
    }
    return photo;
  }
}
