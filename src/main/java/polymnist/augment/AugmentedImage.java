package polymnist.augment;

import java.io.Serializable;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import polymnist.augment.kind.AppliedStep;
import polymnist.corpus.CorpusImage;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.warehouse.RowType;

/**
 * A row of the table {@code augmented}: a changed copy of a training image. It has all columns of
 * the table {@code corpus}, so that whoever reads those reads copies as well.
 *
 * @param id {@code SOURCE#COPY}
 * @param sourceId the id of the image that was copied
 * @param copy from 1
 * @param policy the name of the list that the steps were drawn from
 * @param steps what was done, in order; with the source image they give these pixels again
 * @param image the copy under its own id, with the split, modality, label, index and digit of its
 *     source; its path is null
 */
record AugmentedImage(
    String id,
    String sourceId,
    int copy,
    String policy,
    List<AppliedStep> steps,
    @RowType.Flat(without = "id") CorpusImage image)
    implements Serializable {

  static final RowType<AugmentedImage> TYPE = RowType.of(AugmentedImage.class);

  AugmentedImage {
    steps = List.copyOf(steps);
  }

  /** Returns the copy of a source whose pixels became {@code changed}. */
  static AugmentedImage of(
      CorpusImage source, int copy, String policy, List<AppliedStep> steps, Image changed) {
    byte[] encoded = Png.encode(changed);
    CorpusImage image =
        new CorpusImage(
            Copies.id(source.id(), copy),
            source.split(),
            source.publishedSplit(),
            source.modality(),
            source.label(),
            source.index(),
            source.digit(),
            changed.width(),
            changed.height(),
            changed.channels(),
            DigestUtils.sha256Hex(encoded),
            new CorpusImage.EncodedPicture(encoded, null));
    return new AugmentedImage(image.id(), source.id(), copy, policy, steps, image);
  }
}
