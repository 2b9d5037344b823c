package polymnist.corpus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import polymnist.image.UnreadableImage;

/**
 * A file name of the published tree. The label is in the name; {@code m0} to {@code m4} is the
 * modality and no class.
 *
 * @param published {@link Split#TRAIN} or {@link Split#TEST}
 */
record TreeFile(Split published, String modality, int index, int label) {
  private static final Pattern NAME =
      Pattern.compile("(train|test)/(m\\d{1,3})/(\\d{1,7})\\.(\\d)\\.png");

  /**
   * Parses a path below the tree.
   *
   * @throws UnreadableImage when it is not {@code {train,test}/mN/INDEX.LABEL.png}
   */
  static TreeFile of(String path) throws UnreadableImage {
    Matcher name = NAME.matcher(path);
    if (!name.matches()) {
      throw new UnreadableImage("is not named {train,test}/mN/INDEX.LABEL.png with LABEL 0 to 9");
    }
    return new TreeFile(
        name.group(1).equals("test") ? Split.TEST : Split.TRAIN,
        name.group(2),
        Integer.parseInt(name.group(3)),
        Integer.parseInt(name.group(4)));
  }
}
