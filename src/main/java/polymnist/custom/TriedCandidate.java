package polymnist.custom;

/**
 * A candidate that was tried for a picture.
 *
 * @param way in which its ink was found
 * @param support in how many ways it was
 * @param chosen the probability that it is the digit of the picture, 0 to 1
 * @param digitness how much of a digit the detector takes it for, 0 to 1
 * @param detected the digit that the detector holds most probable
 * @param mask PNG of its ink as MNIST has it
 */
record TriedCandidate(
    String way, int support, double chosen, double digitness, int detected, byte[] mask) {}
