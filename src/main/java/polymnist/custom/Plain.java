package polymnist.custom;

import java.util.List;
import polymnist.corpus.Image;

/** The digit as MNIST has it, white on black, without a photo behind it. */
public record Plain() implements Presentation {

  @Override
  public List<Image> images(String path, Image picture, Finding found, Pasting pasting) {
    int plane = MnistForm.SIDE * MnistForm.SIDE;
    Image plain = Image.black(3, MnistForm.SIDE, MnistForm.SIDE);
    for (int channel = 0; channel < 3; channel++) {
      System.arraycopy(found.mask(), 0, plain.samples(), channel * plane, plane);
    }
    return List.of(plain);
  }
}
