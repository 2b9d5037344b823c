package polymnist.custom.show;

import java.io.Serializable;
import java.util.List;
import polymnist.image.Image;
import polymnist.ink.Candidate;

/** A way to show what may be the digit of a picture to the network. */
public sealed interface Presentation extends Serializable permits Shrunk, Plain, Pasted, Varied {

  /**
   * Returns the images [3,28,28] that the network is shown, at least one; its answers to them are
   * combined.
   *
   * @param path of the picture, which with the seed of {@code pasting} decides all chance
   * @param picture the whole picture, [3,H,W]
   * @param found what may be the digit in it
   */
  public List<Image> images(String path, Image picture, Candidate found, Pasting pasting);
}
