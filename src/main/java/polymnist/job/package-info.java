/**
 * What every main shares: the command line, typed settings, exit codes, and running a stage. A
 * stage names what it reads, so that its fingerprint can be taken before Spark starts.
 */
package polymnist.job;
