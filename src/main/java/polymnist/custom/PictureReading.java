package polymnist.custom;

import java.util.List;
import java.util.Map;
import polymnist.custom.picture.PictureLabel;
import polymnist.ink.ReadingStatus;
import polymnist.warehouse.RowType;

/**
 * What was made of a picture: a row of the table {@code custom_predictions}, and what the ways to
 * show it that are compared came to.
 *
 * @param path below the folder of pictures
 * @param given what is known of it
 * @param status what the picture shows
 * @param reason why no digit was read, or null
 * @param predicted the digit that was read, or null
 * @param probability of it
 * @param probabilities of the digits 0 to 9, or null
 * @param original PNG of the picture, at most 160 pixels a side, or null where it is unreadable
 * @param mask PNG of the chosen candidate's ink where it is in the picture, or null
 * @param normalised PNG of that ink as MNIST has it, or null
 * @param seen PNG of one image that the network saw, [3,28,28], or null
 * @param candidates the likeliest, the chosen one first
 * @param compared the digit predicted by each presentation, by its name, or {@link #NONE}
 * @param confidence the probability of the likeliest digit, read or not; 0 where there is none, or
 *     there are several
 */
record PictureReading(
    String path,
    @RowType.Flat PictureLabel given,
    ReadingStatus status,
    @RowType.Nullable String reason,
    Integer predicted,
    Double probability,
    @RowType.Nullable double[] probabilities,
    @RowType.Nullable byte[] original,
    @RowType.Nullable byte[] mask,
    @RowType.Nullable byte[] normalised,
    @RowType.Nullable byte[] seen,
    List<TriedCandidate> candidates,
    Map<String, Integer> compared,
    double confidence) {
  /** What a presentation predicts where no digit was found. */
  static final int NONE = -1;

  /** Longest side of what is kept of a picture, in pixels. */
  static final int THUMBNAIL_SIDE = 160;
}
