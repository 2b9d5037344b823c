package polymnist.custom;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.List;
import polymnist.custom.find.Finding;
import polymnist.image.Image;

/** The digit as MNIST has it, white on black, without a photo behind it. */
public record Plain() implements Presentation {

  @Override
  public List<Image> images(String path, Image picture, Finding found, Pasting pasting) {
    int plane = POLYMNIST.pixels();
    Image plain = Image.black(3, POLYMNIST.side(), POLYMNIST.side());
    for (int channel = 0; channel < 3; channel++) {
      System.arraycopy(found.mask(), 0, plain.samples(), channel * plane, plane);
    }
    return List.of(plain);
  }
}
