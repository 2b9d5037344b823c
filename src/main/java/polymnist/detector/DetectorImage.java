package polymnist.detector;

import polymnist.train.shard.Shard;

/**
 * A mask that a detector is trained on.
 *
 * @param label 0 to 9, or {@link Shard#NONE}
 * @param kind {@code mnist} or {@code pen} for digits, else the kind of non-digit
 * @param mask 28 x 28 grey values, 255 for ink
 */
record DetectorImage(int label, String kind, byte[] mask) {}
