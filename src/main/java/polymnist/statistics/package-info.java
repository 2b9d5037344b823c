/**
 * Statistics, each once: intervals, paired tests, corrections for many, verdicts, temperatures.
 *
 * <p>Not here: SQL and tables.
 *
 * <p>Uses: no other room.
 */
package polymnist.statistics;
