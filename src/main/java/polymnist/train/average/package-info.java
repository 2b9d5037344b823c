/**
 * Parameter averaging: rounds of replicas on workers, how workers meet and exchange their states,
 * on one machine or several, and Spark's way where they may not.
 *
 * <p>Not here: epochs, schedules and files.
 *
 * <p>Uses: {@code network}, {@code network.layer}, {@code train.shard}.
 */
package polymnist.train.average;
