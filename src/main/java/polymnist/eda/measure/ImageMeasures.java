package polymnist.eda.measure;

import java.util.Arrays;
import java.util.Optional;
import polymnist.image.Image;
import polymnist.image.LumaPlane;
import polymnist.warehouse.RowType;

/**
 * All that is measured of an image; {@code EdaJob} explains the columns.
 *
 * @param bytes of its file
 * @param digit null where no mask is sought
 */
public record ImageMeasures(
    long bytes,
    int width,
    int height,
    int channels,
    int bitDepth,
    @RowType.Flat(without = "grid") ImageStatistics statistics,
    long perceptualHash,
    long[] windows,
    long[] bands,
    @RowType.Flat @RowType.Nullable MaskedDigit digit,
    byte[] features) {
  /** Larger pictures are no handwriting on a photo; their mask is not sought. */
  private static final int MAX_MASK_SIDE = 64;

  /** Byte of a PNG that holds the bits a sample. */
  private static final int BIT_DEPTH = 24;

  /**
   * What a mask tells.
   *
   * @param maskSource {@code photo} or {@code estimate}
   * @param handwriting null where the mask has no ink, as are the measures
   * @param estimateOverlap null unless an exact mask is compared with the estimate
   */
  private record MaskedDigit(
      String maskSource,
      byte[] mask,
      Long handwriting,
      Double estimateOverlap,
      double ink,
      @RowType.Flat(without = "ink") @RowType.Nullable DigitMeasures measures,
      byte[] shape) {

    static MaskedDigit of(Image image, PhotoMasks photos, boolean compare) {
      Optional<DigitMask> known = photos.mask(image);
      DigitMask mask = known.orElseGet(() -> MaskEstimate.of(image));
      DigitMeasures measures = DigitMeasures.of(mask, image);
      return new MaskedDigit(
          known.isPresent() ? "photo" : "estimate",
          mask.bits(),
          measures == null ? null : mask.hash(),
          known.isPresent() && compare ? known.get().overlap(MaskEstimate.of(image)) : null,
          measures == null ? 0 : measures.ink(),
          measures,
          DigitShape.of(mask));
    }
  }

  /**
   * Measures an image.
   *
   * @param bytes of its file
   * @param png the image encoded
   * @param compare whether an exact mask is compared with the estimate
   */
  public static ImageMeasures of(
      long bytes, byte[] png, Image image, PhotoMasks photos, boolean compare) {
    LumaPlane luminance = LumaPlane.of(image);
    ImageStatistics statistics = ImageStatistics.of(image, luminance);
    PerceptualHash hash = PerceptualHash.of(luminance);
    boolean large = image.width() > MAX_MASK_SIDE || image.height() > MAX_MASK_SIDE;
    MaskedDigit digit = large ? null : MaskedDigit.of(image, photos, compare);
    byte[] grid = statistics.grid();
    byte[] features = Arrays.copyOf(grid, grid.length + DigitShape.SIZE);
    if (digit != null) {
      System.arraycopy(digit.shape(), 0, features, grid.length, DigitShape.SIZE);
    }
    return new ImageMeasures(
        bytes,
        image.width(),
        image.height(),
        image.channels(),
        png[BIT_DEPTH],
        statistics,
        hash.signs(),
        hash.windows(),
        hash.bands(),
        digit,
        features);
  }
}
