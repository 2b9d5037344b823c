package polymnist.network.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.network.NativeLibrary;

/**
 * Kernels of both precisions and layouts, against each other and against sums by hand. Inputs,
 * weights and gradients are numbers that bfloat16 has, so that products are exact and a result has
 * one rounding: to 8 bits, by 2^-8 of it at most.
 */
class Bfloat16KernelsTest {
  private static final Activations FLOATS = new Activations(Precision.FLOAT, false);
  private static final int IMAGES = 3;

  /** What a sum of floats may be off by, where its terms are about 1. */
  private static final double OF_SUMS = 1e-4;

  @BeforeAll
  static void prepare() {
    NativeLibrary.prepare();
    assumeTrue(
        Processor.hasAvx512(),
        "oneDNN has bfloat16 with AVX-512 alone; here is " + Processor.instructions());
  }

  static Stream<Activations> forms() {
    return Stream.of(
        new Activations(Precision.BFLOAT16, false),
        new Activations(Precision.BFLOAT16, true),
        new Activations(Precision.FLOAT, true));
  }

  /** Variables with their gradients. */
  private record Learnt(Map<String, INDArray> values, Map<String, INDArray> gradients)
      implements LayerWeights {
    static Learnt of(Map<String, INDArray> values) {
      Map<String, INDArray> gradients = new TreeMap<>();
      values.forEach(
          (name, value) -> gradients.put(name, Nd4j.zeros(DataType.FLOAT, value.shape())));
      return new Learnt(values, gradients);
    }

    @Override
    public INDArray value(String name) {
      return values.get(name);
    }

    @Override
    public INDArray gradient(String name) {
      return gradients.get(name);
    }
  }

  /** What a kernel gives: floats in C order. */
  private record Given(float[] output, float[] inputGradient, Map<String, float[]> gradients) {}

  /** Numbers that bfloat16 has, from -2 to 2. */
  private static INDArray numbers(long seed, long... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    INDArray array = Nd4j.create(DataType.FLOAT, shape);
    float[] values = new float[(int) array.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextInt(257) - 128) / 64f;
    }
    array.data().asNioFloat().put(values);
    return array;
  }

  /** Brings floats [N,C,S,S] into the form of activations. */
  private static INDArray into(Activations form, INDArray floats) {
    int channels = (int) floats.size(1);
    int side = (int) floats.size(2);
    try (Kernel plain = new OneDnnPlain(form, channels, side)) {
      plain.forward(form.zeroed(floats.size(0), channels, side), true);
      return plain.backward(floats).dup();
    }
  }

  private static float[] from(Activations form, INDArray activations, int channels, int side) {
    try (Kernel plain = new OneDnnPlain(form, channels, side)) {
      return plain.forward(activations, false).dup('c').data().asFloat();
    }
  }

  /** Runs a kernel from activations [N,in,S,S] to [N,out,T,T] forward and backward. */
  private static Given run(
      Activations form,
      BiFunction<Kernels, Learnt, Kernel> maker,
      Map<String, INDArray> variables,
      INDArray input,
      INDArray outer) {
    Learnt learnt = Learnt.of(variables);
    try (Kernel kernel = maker.apply(new OneDnnKernels(form), learnt)) {
      INDArray output = kernel.forward(into(form, input), true);
      float[] values = from(form, output, (int) outer.size(1), (int) outer.size(2));
      INDArray inner = kernel.backward(into(form, outer));
      Map<String, float[]> gradients = new TreeMap<>();
      learnt.gradients.forEach((name, value) -> gradients.put(name, value.dup().data().asFloat()));
      return new Given(
          values, from(form, inner, (int) input.size(1), (int) input.size(2)), gradients);
    }
  }

  private static void near(float[] found, float[] expected, double relative, double absolute) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i])
          .isCloseTo(expected[i], within(relative * Math.abs(expected[i]) + absolute));
    }
  }

  private static double rounding(Activations form) {
    return form.rounded() ? Math.pow(2, -8) : 0;
  }

  /** Channels that fill blocks, and such that do not. */
  @ParameterizedTest
  @MethodSource("forms")
  void convolutionsAreThoseOfFloats(Activations form) {
    for (ConvolutionShape shape :
        List.of(
            new ConvolutionShape(16, 32, 8, 3, 1, 1),
            new ConvolutionShape(20, 12, 7, 3, 2, 1),
            new ConvolutionShape(5, 16, 6, 1, 1, 0))) {
      Map<String, INDArray> variables =
          Map.of(
              "weights", numbers(1, shape.out(), shape.in(), shape.kernel(), shape.kernel()),
              "bias", numbers(2, shape.out()));
      BiFunction<Kernels, Learnt, Kernel> maker =
          (kernels, learnt) -> kernels.convolution(shape, learnt, "weights", "bias", true, true);
      INDArray input = numbers(3, IMAGES, shape.in(), shape.side(), shape.side());
      INDArray outer = numbers(4, IMAGES, shape.out(), shape.outSide(), shape.outSide());
      Given found = run(form, maker, variables, input, outer);
      Given floats = run(FLOATS, maker, variables, input, outer);
      near(found.output, floats.output, rounding(form), OF_SUMS);
      near(found.inputGradient, floats.inputGradient, rounding(form), OF_SUMS);
      // Sums of floats, whatever they are sums of.
      near(found.gradients.get("weights"), floats.gradients.get("weights"), 0, 1e-3);
      near(found.gradients.get("bias"), floats.gradients.get("bias"), 0, 1e-3);
    }
  }

  /** Of three channels, as the first layer of a network reads them. */
  @ParameterizedTest
  @MethodSource("forms")
  void aConvolutionOfImagesIsWhatLoopsAddUp(Activations form) {
    for (int out : new int[] {20, 32}) {
      ConvolutionShape shape = new ConvolutionShape(3, out, 9, 5, 1, 0);
      Learnt learnt =
          Learnt.of(Map.of("weights", numbers(1, out, 3, 5, 5), "bias", numbers(2, out)));
      INDArray images = numbers(3, IMAGES, 3, 9, 9);
      INDArray outer = numbers(4, IMAGES, out, 5, 5);
      Kernels kernels = new OneDnnKernels(form);
      try (Kernel kernel = kernels.convolution(shape, learnt, "weights", "bias", true, false)) {
        float[] output = from(form, kernel.forward(images, true), out, 5);
        kernel.backward(into(form, outer));
        float[] sums = new float[output.length];
        float[] gradient = new float[out * 75];
        float[] x = images.data().asFloat();
        float[] w = learnt.value("weights").data().asFloat();
        float[] g = outer.data().asFloat();
        for (int at = 0; at < sums.length; at++) {
          int o = at / 25 % out;
          double sum = learnt.value("bias").getFloat(o);
          for (int k = 0; k < 75; k++) {
            sum += (double) x[source(at, k, out)] * w[o * 75 + k];
          }
          sums[at] = (float) Math.max(0, sum);
          for (int k = 0; k < 75 && sum > 0; k++) {
            gradient[o * 75 + k] += g[at] * x[source(at, k, out)];
          }
        }
        near(output, sums, rounding(form), OF_SUMS);
        near(learnt.gradient("weights").dup().data().asFloat(), gradient, 0, 1e-3);
      }
    }
  }

  /** Where, of images [N,3,9,9], the k-th factor [3,5,5] of a result [N,out,5,5] stands. */
  private static int source(int at, int k, int out) {
    int image = at / (25 * out);
    int row = at / 5 % 5 + k / 5 % 5;
    int column = at % 5 + k % 5;
    return ((image * 3 + k / 25) * 9 + row) * 9 + column;
  }

  /** Statistics are those of the rounded numbers, in double precision here. */
  @ParameterizedTest
  @MethodSource("forms")
  void normalisationIsWhatLoopsCompute(Activations form) {
    int channels = 20;
    Map<String, INDArray> variables =
        Map.of(
            "scaleShift", numbers(5, 2, channels),
            "statistics", Nd4j.zeros(DataType.FLOAT, 2, channels));
    INDArray input = numbers(6, IMAGES, channels, 4, 4);
    Given found =
        run(
            form,
            (kernels, learnt) ->
                kernels.normalisation(channels, 4, learnt, "scaleShift", "statistics", true),
            variables,
            input,
            numbers(7, IMAGES, channels, 4, 4));
    float[] expected = new float[found.output.length];
    float[] x = input.data().asFloat();
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < x.length; i++) {
        if (i / 16 % channels == c) {
          sum += x[i];
          squares += x[i] * x[i];
        }
      }
      double mean = sum / (IMAGES * 16);
      double deviation = Math.sqrt(squares / (IMAGES * 16) - mean * mean + Kernels.EPSILON);
      for (int i = 0; i < x.length; i++) {
        if (i / 16 % channels == c) {
          double scale = variables.get("scaleShift").getFloat(0, c);
          double shift = variables.get("scaleShift").getFloat(1, c);
          expected[i] = (float) Math.max(0, scale * (x[i] - mean) / deviation + shift);
        }
      }
      // What is to be taken off the running mean, which is 0, so that it follows by a tenth.
      assertThat((double) found.gradients.get("statistics")[c])
          .isCloseTo(-0.1 * mean, within(1e-5));
    }
    near(found.output, expected, rounding(form), OF_SUMS);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void normalisationHasTheGradientsOfFloats(Activations form) {
    Map<String, INDArray> variables =
        Map.of("scaleShift", numbers(5, 2, 32), "statistics", Nd4j.zeros(DataType.FLOAT, 2, 32));
    BiFunction<Kernels, Learnt, Kernel> maker =
        (kernels, learnt) -> kernels.normalisation(32, 6, learnt, "scaleShift", "statistics", true);
    INDArray input = numbers(6, IMAGES, 32, 6, 6);
    INDArray outer = numbers(7, IMAGES, 32, 6, 6);
    Given found = run(form, maker, variables, input, outer);
    Given floats = run(FLOATS, maker, variables, input, outer);
    near(found.inputGradient, floats.inputGradient, rounding(form), OF_SUMS);
    near(found.gradients.get("scaleShift"), floats.gradients.get("scaleShift"), 0, 1e-3);
  }

  /** A side of 5 leaves its last row and column out. */
  @ParameterizedTest
  @MethodSource("forms")
  void poolingTakesTheLargestAndGivesItTheGradient(Activations form) {
    // Each number once in a square, so that none is equal to another.
    INDArray input = Nd4j.create(DataType.FLOAT, IMAGES, 20, 5, 5);
    float[] values = new float[(int) input.length()];
    float[] largest = new float[IMAGES * 20 * 4];
    INDArray outer = numbers(8, IMAGES, 20, 2, 2);
    float[] expected = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 37 % 101;
    }
    for (int square = 0; square < largest.length; square++) {
      int corner = square / 4 * 25 + square / 2 % 2 * 10 + square % 2 * 2;
      int best = corner;
      for (int at : new int[] {corner + 1, corner + 5, corner + 6}) {
        best = values[at] > values[best] ? at : best;
      }
      largest[square] = values[best];
      expected[best] = outer.data().getFloat(square);
    }
    input.data().asNioFloat().put(values);
    Given found = run(form, (kernels, learnt) -> kernels.maxPooling(20, 5), Map.of(), input, outer);
    assertThat(found.output).isEqualTo(largest);
    assertThat(found.inputGradient).isEqualTo(expected);
  }

  /** Of numbers that bfloat16 has; the mean is one of floats, its gradient is rounded. */
  @ParameterizedTest
  @MethodSource("forms")
  void theMeanOfAChannelIsOneOfFloats(Activations form) {
    INDArray input = numbers(11, IMAGES, 20, 3, 3);
    INDArray outer = numbers(12, IMAGES, 20);
    float[] x = input.data().asFloat();
    float[] g = outer.data().asFloat();
    try (Kernel mean = new OneDnnKernels(form).mean(20, 3)) {
      float[] output = mean.forward(into(form, input), true).dup('c').data().asFloat();
      float[] inner = from(form, mean.backward(outer), 20, 3);
      float[] means = new float[IMAGES * 20];
      float[] shared = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        means[i / 9] += x[i] / 9;
        shared[i] = g[i / 9] / 9;
      }
      near(output, means, 0, 1e-6);
      near(inner, shared, rounding(form), 1e-6);
    }
  }

  @Test
  void ofEqualOnesTheFirstGetsTheGradientRowByRow() {
    INDArray ones = Nd4j.ones(DataType.FLOAT, 1, 16, 2, 2);
    Given found =
        run(
            new Activations(Precision.BFLOAT16, false),
            (kernels, learnt) -> kernels.maxPooling(16, 2),
            Map.of(),
            ones,
            Nd4j.ones(DataType.FLOAT, 1, 16, 1, 1));
    assertThat(Arrays.copyOf(found.inputGradient, 4)).containsExactly(1, 0, 0, 0);
  }

  /** Bfloat16 has the double of each of its numbers. */
  @ParameterizedTest
  @MethodSource("forms")
  void aSumOfBranchesIsRectified(Activations form) {
    INDArray input = numbers(9, IMAGES, 20, 3, 3);
    INDArray outer = numbers(10, IMAGES, 20, 3, 3);
    Given found =
        run(
            form,
            (kernels, learnt) ->
                kernels.rectifiedSum(kernels.identity(), kernels.identity(), 20, 3),
            Map.of(),
            input,
            outer);
    float[] doubled = input.mul(2).data().asFloat();
    for (int i = 0; i < doubled.length; i++) {
      assertThat(found.output[i]).isEqualTo(Math.max(0, doubled[i]));
      assertThat(found.inputGradient[i])
          .isEqualTo(doubled[i] > 0 ? 2 * outer.data().getFloat(i) : 0);
    }
  }

  /** Floats before and behind it; products are of what bfloat16 has. */
  @ParameterizedTest
  @MethodSource("forms")
  void aDenseLayerIsWhatLoopsAddUp(Activations form) {
    Learnt learnt = Learnt.of(Map.of("weights", numbers(1, 24, 50), "bias", numbers(2, 24)));
    INDArray input = numbers(3, IMAGES, 50);
    INDArray outer = numbers(4, IMAGES, 24);
    try (Kernel kernel =
        new OneDnnKernels(form).dense(50, 24, learnt, "weights", "bias", true, true)) {
      float[] output = kernel.forward(input, true).dup('c').data().asFloat();
      float[] inner = kernel.backward(outer).dup('c').data().asFloat();
      float[] sums = new float[output.length];
      float[] gradient = new float[24 * 50];
      float[] ofInput = new float[inner.length];
      for (int i = 0; i < sums.length; i++) {
        int image = i / 24;
        int o = i % 24;
        double sum = learnt.value("bias").getFloat(o);
        for (int k = 0; k < 50; k++) {
          sum += (double) input.getFloat(image, k) * learnt.value("weights").getFloat(o, k);
        }
        sums[i] = (float) Math.max(0, sum);
        for (int k = 0; k < 50 && sum > 0; k++) {
          gradient[o * 50 + k] += outer.getFloat(image, o) * input.getFloat(image, k);
          ofInput[image * 50 + k] +=
              outer.getFloat(image, o) * learnt.value("weights").getFloat(o, k);
        }
      }
      // Not even results are rounded.
      near(output, sums, 0, OF_SUMS);
      near(inner, ofInput, 0, OF_SUMS);
      near(learnt.gradient("weights").dup().data().asFloat(), gradient, 0, OF_SUMS);
    }
  }

  /** What a float has and bfloat16 has not: the weights of a product are rounded, not kept so. */
  @Test
  void weightsAreRoundedForEachProduct() {
    float weight = 1 + 1 / 1024f;
    Learnt learnt =
        Learnt.of(
            Map.of(
                "weights", Nd4j.ones(DataType.FLOAT, 16, 16).muli(weight),
                "bias", Nd4j.zeros(DataType.FLOAT, 16)));
    INDArray input = Nd4j.ones(DataType.FLOAT, 1, 16);
    for (Precision precision : Precision.values()) {
      try (Kernel kernel =
          new OneDnnKernels(new Activations(precision, false))
              .dense(16, 16, learnt, "weights", "bias", false, false)) {
        assertThat(kernel.forward(input, false).getFloat(0, 0))
            .isEqualTo(precision == Precision.FLOAT ? 16 * weight : 16);
      }
    }
    assertThat(learnt.value("weights").getFloat(3, 3)).isEqualTo(weight);
  }
}
