package polymnist.custom.show;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.List;
import polymnist.custom.find.Candidate;
import polymnist.image.Image;

/** The digit as MNIST has it, white on black, without a photo behind it. */
public record Plain() implements Presentation {

  @Override
  public List<Image> images(String path, Image picture, Candidate found, Pasting pasting) {
    return List.of(of(found.mask()));
  }

  /** Returns a mask of 28 x 28 grey values as networks read images, [3,28,28]. */
  public static Image of(byte[] mask) {
    Image image = Image.black(POLYMNIST.channels(), POLYMNIST.side(), POLYMNIST.side());
    for (int channel = 0; channel < POLYMNIST.channels(); channel++) {
      System.arraycopy(mask, 0, image.samples(), channel * mask.length, mask.length);
    }
    return image;
  }
}
