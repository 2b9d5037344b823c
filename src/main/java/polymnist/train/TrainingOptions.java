package polymnist.train;

import polymnist.network.kernel.Precision;

/**
 * How a job trains its networks, whichever they are.
 *
 * @param job whose settings these are, for messages
 * @param workers how many replicas are trained side by side and averaged, at least 1
 * @param warmUp share of all updates in which the learning rate rises, 0 to 1
 * @param patience epochs in a row without a lower validation loss after which a training stops
 * @param precision in which networks compute
 * @param seed of all chance
 */
public record TrainingOptions(
    String job, int workers, double warmUp, int patience, Precision precision, long seed) {}
