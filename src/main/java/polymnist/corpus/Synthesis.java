package polymnist.corpus;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import polymnist.chance.Chance;
import polymnist.image.Image;
import polymnist.image.png.Png;

/**
 * Makes PolyMNIST images of one MNIST set. Every chosen digit occurs once in each modality; within
 * a modality and label the images are in an order of that modality's own, as in the published set.
 *
 * @param published the split that PolyMNIST publishes the images in
 * @param mnist the digits
 * @param photos one a modality
 * @param chosen the digits that are used
 * @param indices for each modality, the index of each chosen digit among those of its label
 */
record Synthesis(
    Split published,
    MnistDigits mnist,
    List<Image> photos,
    int[] chosen,
    int[][] indices,
    double validationShare,
    long seed)
    implements Serializable {

  /**
   * Chooses digits and orders them.
   *
   * @param digits how many digits to use; all of them when the set has no more
   */
  static Synthesis plan(
      Split published,
      MnistDigits mnist,
      List<Image> photos,
      int digits,
      double validationShare,
      long seed) {
    int[] chosen =
        IntStream.range(0, mnist.count())
            .boxed()
            .sorted(byChance(seed, published.text() + " digits"))
            .limit(digits)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    int[][] indices = new int[photos.size()][chosen.length];
    for (int modality = 0; modality < photos.size(); modality++) {
      int[] next = new int[CorpusShape.POLYMNIST.classes()];
      Integer[] order = IntStream.range(0, chosen.length).boxed().toArray(Integer[]::new);
      java.util.Arrays.sort(order, byChance(seed, published.text() + " order of m" + modality));
      for (int position : order) {
        indices[modality][position] = next[mnist.label(chosen[position])]++;
      }
    }
    return new Synthesis(published, mnist, photos, chosen, indices, validationShare, seed);
  }

  private static Comparator<Integer> byChance(long seed, String purpose) {
    return Comparator.<Integer>comparingLong(number -> Chance.bits(seed, purpose, number))
        .thenComparing(Comparator.naturalOrder());
  }

  /** Returns the images of the chosen digit at {@code position}, one a modality. */
  List<CorpusImage> images(int position) {
    int digit = chosen[position];
    byte[] grey = mnist.image(digit);
    int label = mnist.label(digit);
    Split split = Split.of(published, published.text() + " " + digit, validationShare, seed);
    List<CorpusImage> images = new ArrayList<>();
    for (int modality = 0; modality < photos.size(); modality++) {
      Image image =
          PolyMnist.paste(
              grey,
              photos.get(modality),
              Chance.generator(seed, published.text() + " crop of m" + modality, digit));
      int index = indices[modality][position];
      String path =
          String.format(Locale.ROOT, "%s/m%d/%d.%d.png", published.text(), modality, index, label);
      images.add(
          CorpusImage.of(
              published.text(),
              split.text(),
              "m" + modality,
              label,
              index,
              digit,
              image,
              Png.encode(image),
              path));
    }
    return images;
  }
}
