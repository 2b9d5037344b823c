package polymnist.custom.show;

import java.util.List;
import polymnist.image.Image;
import polymnist.ink.Candidate;
import polymnist.ink.MnistForm;

/** The digit as MNIST has it, white on black, without a photo behind it. */
public record Plain() implements Presentation {

  @Override
  public List<Image> images(String path, Image picture, Candidate found, Pasting pasting) {
    return List.of(MnistForm.image(found.mask()));
  }
}
