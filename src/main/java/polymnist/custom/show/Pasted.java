package polymnist.custom.show;

import java.util.List;
import polymnist.image.Image;
import polymnist.ink.Candidate;
import polymnist.setting.InvalidSetting;

/**
 * The digit pasted on crops of the modalities' photos, as training images were made.
 *
 * @param crops of each photo, 1 to 100
 */
public record Pasted(int crops) implements Presentation {
  public Pasted {
    InvalidSetting.unlessBetween("crops", 1, 100, crops);
  }

  @Override
  public List<Image> images(String path, Image picture, Candidate found, Pasting pasting) {
    return pasting.images(path, found.mask(), crops, 0);
  }
}
