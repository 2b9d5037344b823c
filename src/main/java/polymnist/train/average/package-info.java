/**
 * Parameter averaging: rounds of replicas on workers, which average among themselves through
 * Spark's blocks where they can meet, else through Spark's shuffle.
 *
 * <p>Not here: epochs, schedules and files.
 *
 * <p>Uses: {@code network}, {@code network.layer}, {@code train.shard}.
 */
package polymnist.train.average;
