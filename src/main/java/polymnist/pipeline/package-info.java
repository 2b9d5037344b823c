/**
 * All stages in order, skipping those that have nothing new to do. A stage is skipped when the
 * fingerprint of its latest run is unchanged.
 */
package polymnist.pipeline;
