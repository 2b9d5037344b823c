package polymnist.custom;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import polymnist.corpus.Chance;
import polymnist.corpus.Image;
import polymnist.corpus.PolyMnist;

/**
 * Shows a digit as training images show theirs: inverting a random crop of each modality's photo.
 *
 * @param photos one a modality, [3,H,W]
 * @param crops of each photo
 * @param seed of the crops, together with the picture's path
 */
record Pasting(List<Image> photos, int crops, long seed) implements Serializable {
  private static final double LEAST = 1e-12;

  Pasting {
    photos = List.copyOf(photos);
  }

  /**
   * Returns {@code photos * crops} images [3,28,28], the same ones for the same path.
   *
   * @param mask 28 x 28 grey values, 255 for ink
   */
  List<Image> images(String path, byte[] mask) {
    List<Image> images = new ArrayList<>();
    for (int photo = 0; photo < photos.size(); photo++) {
      for (int crop = 0; crop < crops; crop++) {
        images.add(
            PolyMnist.paste(
                mask, photos.get(photo), Chance.generator(seed, "custom " + path, photo, crop)));
      }
    }
    return images;
  }

  /**
   * Combines the answers to several images of one digit: the mean of the logarithms, made to sum to
   * 1 again. An image on which the digit drowns gives an even answer and so hardly counts.
   *
   * @param answers probabilities of the classes, one row an image, at least one
   */
  static double[] combined(double[][] answers) {
    int classes = answers[0].length;
    double[] combined = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      double logarithms = 0;
      for (double[] answer : answers) {
        logarithms += Math.log(Math.max(LEAST, answer[c]));
      }
      combined[c] = Math.exp(logarithms / answers.length);
      sum += combined[c];
    }
    for (int c = 0; c < classes; c++) {
      combined[c] /= sum;
    }
    return combined;
  }
}
