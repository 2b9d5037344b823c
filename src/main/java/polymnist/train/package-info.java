/**
 * Networks and their training by parameter averaging across Spark executors. Architectures are
 * small records; training shards, rounds and learning curves are apart from them.
 */
package polymnist.train;
