/**
 * What augmentation changes: trainings with and without, compared on the same images, with the
 * chance of each difference. The statistics import no Spark.
 */
package polymnist.impact;
