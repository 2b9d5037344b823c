package polymnist.train.average;

import java.io.Serializable;
import polymnist.train.shard.ShardStore;

/**
 * What workers need to know of a training once.
 *
 * @param id no other training has it
 * @param network the configuration as DL4J writes it in JSON
 * @param store the training images
 * @param seed of all chance
 */
record ReplicaSetup(String id, String network, ShardStore store, long seed)
    implements Serializable {}
