package polymnist.augment.pixel;

/** A Gaussian for smoothing planes, along rows and then along columns. */
public final class GaussianKernel {
  private final float[] weights;

  private GaussianKernel(float[] weights) {
    this.weights = weights;
  }

  /**
   * Returns the kernel of a standard deviation in pixels, cut at three deviations and of sum 1; the
   * kernel of deviation 0 changes nothing.
   */
  public static GaussianKernel of(double deviation) {
    int radius = (int) Math.ceil(3 * deviation);
    double[] exact = new double[2 * radius + 1];
    double sum = 0;
    for (int i = 0; i < exact.length; i++) {
      double distance = radius == 0 ? 0 : (i - radius) / deviation;
      exact[i] = StrictMath.exp(-distance * distance / 2);
      sum += exact[i];
    }
    float[] weights = new float[exact.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (exact[i] / sum);
    }
    return new GaussianKernel(weights);
  }

  /**
   * Smooths a plane [H,W] in place; pixels of the edge are repeated beyond it.
   *
   * @param start the position of the plane in {@code samples}
   */
  public void smooth(float[] samples, int start, int height, int width) {
    for (int y = 0; y < height; y++) {
      smoothLine(samples, start + y * width, 1, width);
    }
    for (int x = 0; x < width; x++) {
      smoothLine(samples, start + x, width, height);
    }
  }

  private void smoothLine(float[] samples, int start, int stride, int length) {
    int radius = weights.length / 2;
    float[] padded = new float[length + 2 * radius];
    for (int i = 0; i < padded.length; i++) {
      int nearest = Math.max(0, Math.min(length - 1, i - radius));
      padded[i] = samples[start + nearest * stride];
    }
    for (int i = 0; i < length; i++) {
      float sum = 0;
      for (int j = 0; j < weights.length; j++) {
        sum += weights[j] * padded[i + j];
      }
      samples[start + i * stride] = sum;
    }
  }
}
