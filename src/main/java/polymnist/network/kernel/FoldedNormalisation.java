package polymnist.network.kernel;

/**
 * A convolution with its batch normalisation in its weights, as prediction may have it, where the
 * normalisation is the same for all images.
 *
 * @param weights [out,in,kernel,kernel]: scale times the convolution's
 * @param bias [out]: the shift
 */
public record FoldedNormalisation(float[] weights, float[] bias) {
  /**
   * Folds.
   *
   * @param weights [out,in,kernel,kernel], which are overwritten
   * @param scaleShift [2,out]: gamma, beta
   * @param statistics [2,out]: running mean and variance
   */
  public static FoldedNormalisation of(float[] weights, float[] scaleShift, float[] statistics) {
    int out = scaleShift.length / 2;
    int each = weights.length / out;
    float[] shifts = new float[out];
    for (int o = 0; o < out; o++) {
      float scale = (float) (scaleShift[o] / Math.sqrt(statistics[out + o] + Kernels.EPSILON));
      for (int i = o * each; i < (o + 1) * each; i++) {
        weights[i] *= scale;
      }
      shifts[o] = scaleShift[out + o] - scale * statistics[o];
    }
    return new FoldedNormalisation(weights, shifts);
  }
}
