package polymnist.chance;

import java.util.SplittableRandom;

/**
 * Chance that depends on what it is for alone: the seed of the study, a purpose and numbers such as
 * the index of a digit. Neither partitions, nor order, nor retries change what is drawn.
 */
public final class Chance {
  private Chance() {}

  /**
   * Returns 64 well-mixed bits of a seed, a text and numbers (FNV-1a over all of them, finished as
   * in Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
   */
  public static long bits(long seed, String purpose, long... numbers) {
    long hash = finish(seed ^ 0xcbf29ce484222325L);
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001b3L;
    }
    for (long number : numbers) {
      hash = finish(hash ^ finish(number + 0x9e3779b97f4a7c15L));
    }
    return finish(hash);
  }

  /** Returns a number in [0, 1). */
  public static double unit(long seed, String purpose, long... numbers) {
    return (bits(seed, purpose, numbers) >>> 11) * 0x1.0p-53;
  }

  /** Returns a generator. */
  public static SplittableRandom generator(long seed, String purpose, long... numbers) {
    return new SplittableRandom(bits(seed, purpose, numbers));
  }

  private static long finish(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
