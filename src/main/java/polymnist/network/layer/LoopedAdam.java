package polymnist.network.layer;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import polymnist.network.kernel.Kernels;

/**
 * Adam (Kingma, Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, with beta1 0.9, beta2
 * 0.999, epsilon 1e-8), in a loop that the JVM turns into vector instructions. ND4J's operation
 * takes one number at a time, which was 40 % of the training time of a perceptron.
 */
public final class LoopedAdam implements IUpdater {
  private static final long serialVersionUID = 1L;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final float EPSILON = 1e-8f;

  /** Numbers at a time, so that a block of each array stays in the processor's first cache. */
  private static final int BLOCK = 1024;

  @JsonProperty private ISchedule learningRate;

  /** Makes an updater with a learning rate by iteration. */
  public LoopedAdam(@JsonProperty("learningRate") ISchedule learningRate) {
    this.learningRate = learningRate;
  }

  @Override
  public long stateSize(long parameters) {
    return 2 * parameters;
  }

  @Override
  public GradientUpdater<LoopedAdam> instantiate(INDArray state, boolean initialize) {
    if (initialize) {
      state.assign(0);
    }
    return new Loop(state);
  }

  @Override
  public GradientUpdater<LoopedAdam> instantiate(Map<String, INDArray> state, boolean initialize) {
    throw new UnsupportedOperationException("the state is one row");
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return learningRate.valueAt(iteration, epoch);
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double constant, ISchedule schedule) {
    if (schedule == null) {
      throw new IllegalArgumentException("the learning rate must be a schedule, was " + constant);
    }
    learningRate = schedule;
  }

  @Override
  public LoopedAdam clone() {
    return new LoopedAdam(learningRate.clone());
  }

  /** DL4J lays the updater's state out by which layers have equal updaters. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LoopedAdam adam && learningRate.equals(adam.learningRate);
  }

  @Override
  public int hashCode() {
    return Objects.hash(learningRate);
  }

  /** The running side: the state is a row of all first moments, then all second moments. */
  final class Loop implements GradientUpdater<LoopedAdam> {
    private final INDArray first;
    private final INDArray second;
    private final float[] g = new float[BLOCK];
    private final float[] m = new float[BLOCK];
    private final float[] v = new float[BLOCK];
    private final float[] p = new float[BLOCK];

    Loop(INDArray state) {
      long half = state.length() / 2;
      first = state.get(NDArrayIndex.all(), NDArrayIndex.interval(0, half));
      second = state.get(NDArrayIndex.all(), NDArrayIndex.interval(half, 2 * half));
    }

    @Override
    public LoopedAdam getConfig() {
      return LoopedAdam.this;
    }

    /**
     * Updates parameters in one pass over all rows, instead of DL4J's three: dividing gradients by
     * the images, {@link #applyUpdater}, and subtracting what it returns. Where the images are a
     * power of two, the bits are the same.
     *
     * @param gradients sums over a minibatch; they stay as they are
     * @param images how many the minibatch has
     */
    void step(INDArray parameters, INDArray gradients, int images, int iteration, int epoch) {
      float rate = rate(iteration, epoch);
      FloatBuffer values = Kernels.floats(parameters);
      FloatBuffer sums = Kernels.floats(gradients);
      FloatBuffer firsts = Kernels.floats(first);
      FloatBuffer seconds = Kernels.floats(second);
      int length = Math.toIntExact(parameters.length());
      for (int from = 0; from < length; from += BLOCK) {
        int count = Math.min(BLOCK, length - from);
        sums.get(from, g, 0, count);
        scale(g, count, 1f / images);
        update(firsts, seconds, from, count, rate);
        values.get(from, p, 0, count);
        subtract(p, g, count);
        values.put(from, p, 0, count);
      }
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
      float rate = rate(iteration, epoch);
      FloatBuffer gradients = Kernels.floats(gradient);
      FloatBuffer firsts = Kernels.floats(first);
      FloatBuffer seconds = Kernels.floats(second);
      int length = Math.toIntExact(gradient.length());
      for (int from = 0; from < length; from += BLOCK) {
        int count = Math.min(BLOCK, length - from);
        gradients.get(from, g, 0, count);
        update(firsts, seconds, from, count, rate);
        gradients.put(from, g, 0, count);
      }
    }

    /** Turns a block of gradients into updates, and moves the moments that belong to it. */
    private void update(FloatBuffer firsts, FloatBuffer seconds, int from, int count, float rate) {
      firsts.get(from, m, 0, count);
      seconds.get(from, v, 0, count);
      LoopedAdam.update(g, m, v, count, rate);
      firsts.put(from, m, 0, count);
      seconds.put(from, v, 0, count);
    }

    private float rate(int iteration, int epoch) {
      double t = iteration + 1.0;
      return (float)
          (getLearningRate(iteration, epoch)
              * Math.sqrt(1 - Math.pow(BETA2, t))
              / (1 - Math.pow(BETA1, t)));
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialize) {
      throw new UnsupportedOperationException("the state is one row");
    }

    @Override
    public Map<String, INDArray> getState() {
      return Map.of("M", first, "V", second);
    }

    @Override
    public void setStateViewArray(
        INDArray state, long[] gradientShape, char gradientOrder, boolean initialize) {
      throw new UnsupportedOperationException("the state is given once");
    }
  }

  private static void scale(float[] row, int count, float factor) {
    for (int i = 0; i < count; i++) {
      row[i] *= factor;
    }
  }

  private static void subtract(float[] from, float[] row, int count) {
    for (int i = 0; i < count; i++) {
      from[i] -= row[i];
    }
  }

  private static void update(float[] g, float[] m, float[] v, int count, float rate) {
    float keep1 = (float) BETA1;
    float keep2 = (float) BETA2;
    float take1 = (float) (1 - BETA1);
    float take2 = (float) (1 - BETA2);
    for (int i = 0; i < count; i++) {
      m[i] = keep1 * m[i] + take1 * g[i];
    }
    for (int i = 0; i < count; i++) {
      v[i] = keep2 * v[i] + take2 * g[i] * g[i];
    }
    for (int i = 0; i < count; i++) {
      g[i] = rate * m[i] / ((float) Math.sqrt(v[i]) + EPSILON);
    }
  }
}
