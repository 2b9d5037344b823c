/**
 * All chance: numbers that depend on a seed, a purpose and what they are for alone, so that neither
 * partitions nor order change a draw.
 *
 * <p>Not here: other sources of chance, anywhere.
 *
 * <p>Uses: no other room.
 */
package polymnist.chance;
