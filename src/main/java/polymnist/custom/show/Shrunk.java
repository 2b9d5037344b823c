package polymnist.custom.show;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.List;
import polymnist.image.Image;
import polymnist.ink.Candidate;
import polymnist.ink.Grey;

/** The whole picture, shrunk to 28x28 as it is: what a network is shown that takes any picture. */
public record Shrunk() implements Presentation {

  @Override
  public List<Image> images(String path, Image picture, Candidate found, Pasting pasting) {
    int side = POLYMNIST.side();
    Grey.Cells rows = new Grey.Cells(0, (double) picture.height() / side, side);
    Grey.Cells columns = new Grey.Cells(0, (double) picture.width() / side, side);
    Image shrunk = Image.black(3, side, side);
    int at = 0;
    for (int channel = 0; channel < 3; channel++) {
      for (float value : Grey.channel(picture, channel).averaged(rows, columns).values()) {
        shrunk.samples()[at++] = (byte) Math.min(255, Math.round(value));
      }
    }
    return List.of(shrunk);
  }
}
