package polymnist.eda;

import polymnist.setting.InvalidSetting;

/** A set of images that drift compares with another one. */
public sealed interface ImageSet {
  /**
   * Images of the corpus.
   *
   * @param where a condition in SQL on the columns of {@code image_statistics}
   */
  record Images(String where) implements ImageSet {
    public Images {
      InvalidSetting.ifBlank("where", where);
    }
  }

  /**
   * The images that an earlier run of the job examined.
   *
   * @param run its name, as a query over all of them gives it
   */
  record Run(String run) implements ImageSet {
    public Run {
      InvalidSetting.ifBlank("run", run);
    }
  }

  /**
   * Pictures in a folder and below; large ones are shrunk until their longer side has 28 pixels.
   *
   * @param folder on any Hadoop file system
   */
  record Folder(String folder) implements ImageSet {
    public Folder {
      InvalidSetting.ifBlank("folder", folder);
    }
  }
}
