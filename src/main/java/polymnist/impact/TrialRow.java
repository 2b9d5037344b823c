package polymnist.impact;

import polymnist.warehouse.RowType;

/**
 * A row of the table {@code impact_trials}: one training.
 *
 * @param images in an epoch
 * @param examples trained in all epochs
 * @param seconds of training
 * @param validationAccuracy on images as they are, 0 to 1
 */
record TrialRow(
    @RowType.Flat Trial trial,
    long images,
    long examples,
    double seconds,
    double validationAccuracy) {
  static final RowType<TrialRow> TYPE = RowType.of(TrialRow.class);
}
