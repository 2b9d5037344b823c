package polymnist.eda.measure;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import polymnist.image.Image;

/**
 * The photos that digits were pasted on, indexed so that the crop of an image, and with it the mask
 * of its digit, is found exactly. Inverting a sample keeps its distance from mid-grey, so the
 * distances of an image are those of its crop wherever the ink is. Runs of such distances are
 * looked up in an index of all runs of the photos; the crop is the place at which all pixels agree.
 */
public final class PhotoMasks implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int SIDE = POLYMNIST.side();

  /** Pixels in a run; with room to both sides, so that an image shifted by a pixel has it too. */
  private static final int RUN = 16;

  private static final int RUN_LEFT = (SIDE - RUN) / 2;
  private static final int[] RUN_ROWS = {1, 26, 9, 18};
  private static final long BASE = 0x9e3779b97f4a7c15L;

  /** Pixels that may differ from the crop: the edge that a shift by a pixel brings in. */
  private static final int MAX_DIFFERENT = 2 * SIDE;

  private final Image[] photos;
  private transient Index index;

  public PhotoMasks(List<Image> photos) {
    this.photos = photos.toArray(Image[]::new);
  }

  /**
   * Returns the mask of the digit on an image; none where no photo has such a crop. Pixels that are
   * neither the photo's nor their inverse count as ground.
   */
  public Optional<DigitMask> mask(Image image) {
    if (photos.length == 0
        || image.channels() != 3
        || image.width() != SIDE
        || image.height() != SIDE) {
      return Optional.empty();
    }
    Index runs = index();
    boolean[] ink = new boolean[SIDE * SIDE];
    boolean[] best = null;
    int least = MAX_DIFFERENT + 1;
    for (int row : RUN_ROWS) {
      long hash = hash(image, row, RUN_LEFT);
      for (int at = runs.first(hash); at >= 0; at = runs.next(at)) {
        if (runs.hashes[at] == hash) {
          Image photo = photos[runs.photo(at)];
          int different =
              compare(image, photo, runs.x(at) - RUN_LEFT, runs.y(at) - row, ink, least);
          if (different < least) {
            least = different;
            best = ink.clone();
          }
        }
      }
      if (least == 0) {
        break;
      }
    }
    return best == null ? Optional.empty() : Optional.of(new DigitMask(SIDE, SIDE, best));
  }

  private synchronized Index index() {
    if (index == null) {
      index = new Index(photos);
    }
    return index;
  }

  /** Returns how many pixels disagree with a crop, and no more than {@code limit}. */
  private static int compare(
      Image image, Image photo, int left, int top, boolean[] ink, int limit) {
    if (left < 0 || top < 0 || left + SIDE > photo.width() || top + SIDE > photo.height()) {
      return limit;
    }
    int different = 0;
    int plane = SIDE * SIDE;
    int photoPlane = photo.width() * photo.height();
    byte[] seen = image.samples();
    byte[] samples = photo.samples();
    for (int y = 0; y < SIDE && different < limit; y++) {
      int there = (top + y) * photo.width() + left;
      for (int x = 0; x < SIDE; x++) {
        int at = y * SIDE + x;
        int red = (seen[at] ^ samples[there + x]) & 0xff;
        int green = (seen[plane + at] ^ samples[photoPlane + there + x]) & 0xff;
        int blue = (seen[2 * plane + at] ^ samples[2 * photoPlane + there + x]) & 0xff;
        // 255 - v has all bits of v inverted.
        boolean inverted = (red & green & blue) == 0xff;
        ink[at] = inverted;
        different += inverted || (red | green | blue) == 0 ? 0 : 1;
      }
    }
    return different;
  }

  private static long folded(Image image, int y, int x) {
    return fold(image.at(0, y, x)) | fold(image.at(1, y, x)) << 7 | fold(image.at(2, y, x)) << 14;
  }

  /** A sample or its inverse, whichever is darker: 0 to 127. */
  private static long fold(int sample) {
    return Math.min(sample, 255 - sample);
  }

  private static long hash(Image image, int y, int left) {
    long hash = 0;
    for (int x = left; x < left + RUN; x++) {
      hash = hash * BASE + folded(image, y, x) + 1;
    }
    return hash;
  }

  /** A hash table of all runs of all photos, chained. */
  private static final class Index {
    private final int[] offsets;
    private final int[] widths;
    private final long[] hashes;
    private final int[] heads;
    private final int[] following;
    private final int mask;

    Index(Image[] photos) {
      offsets = new int[photos.length + 1];
      widths = new int[photos.length];
      for (int i = 0; i < photos.length; i++) {
        widths[i] = photos[i].width() - RUN + 1;
        offsets[i + 1] = offsets[i] + widths[i] * photos[i].height();
      }
      int runs = offsets[photos.length];
      hashes = new long[runs];
      following = new int[runs];
      heads = new int[Integer.highestOneBit(Math.max(1, runs)) * 2];
      mask = heads.length - 1;
      java.util.Arrays.fill(heads, -1);
      for (int i = 0; i < photos.length; i++) {
        hash(photos[i], offsets[i]);
      }
      // Backwards, so that chains run forwards.
      for (int at = runs - 1; at >= 0; at--) {
        int slot = slot(hashes[at]);
        following[at] = heads[slot];
        heads[slot] = at;
      }
    }

    private void hash(Image photo, int offset) {
      long leaving = 1;
      for (int i = 0; i < RUN; i++) {
        leaving *= BASE;
      }
      int at = offset;
      for (int y = 0; y < photo.height(); y++) {
        long hash = 0;
        for (int x = 0; x < photo.width(); x++) {
          hash = hash * BASE + folded(photo, y, x) + 1;
          if (x >= RUN) {
            hash -= leaving * (folded(photo, y, x - RUN) + 1);
          }
          if (x >= RUN - 1) {
            hashes[at++] = hash;
          }
        }
      }
    }

    private int slot(long hash) {
      return (int) (hash ^ hash >>> 32) & mask;
    }

    int first(long hash) {
      return heads[slot(hash)];
    }

    int next(int at) {
      return following[at];
    }

    int photo(int at) {
      int photo = 0;
      while (at >= offsets[photo + 1]) {
        photo++;
      }
      return photo;
    }

    int x(int at) {
      int photo = photo(at);
      return (at - offsets[photo]) % widths[photo];
    }

    int y(int at) {
      int photo = photo(at);
      return (at - offsets[photo]) / widths[photo];
    }
  }
}
