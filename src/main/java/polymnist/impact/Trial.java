package polymnist.impact;

import java.util.Locale;

/**
 * One training.
 *
 * @param network its name in the settings
 * @param policy {@link #NONE} or the name of a policy
 * @param budget how much it is trained
 * @param seed of all its chance
 * @param share of the training images, above 0, at most 1
 * @param heldOut the modality that it does not see, or empty for none
 */
record Trial(
    String network, String policy, Budget budget, long seed, double share, String heldOut) {
  /** The policy of a training on images as they are. */
  static final String NONE = "none";

  /** How a training with augmentation is made comparable with one without. */
  enum Budget {
    /** On the images and copies of them, for as many epochs. */
    EPOCHS,
    /** On the images and copies of them, for as many optimisation steps. */
    STEPS,
    /** On images changed anew in every epoch, for as many epochs and as many steps. */
    FRESH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  boolean isAugmented() {
    return !policy.equals(NONE);
  }

  /** Returns the training without augmentation that this one is compared with. */
  Trial without() {
    return new Trial(network, NONE, Budget.EPOCHS, seed, share, heldOut);
  }

  /** Returns what tells it from others of its network, in words. */
  String description() {
    StringBuilder words = new StringBuilder(isAugmented() ? policy + ", equal " : "no policy");
    if (isAugmented()) {
      words.append(budget == Budget.FRESH ? "epochs, fresh" : budget);
    }
    if (share < 1) {
      words.append(", ").append(100 * share).append(" % of the images");
    }
    if (!heldOut.isEmpty()) {
      words.append(", without ").append(heldOut);
    }
    return words.append(", seed ").append(seed).toString();
  }
}
