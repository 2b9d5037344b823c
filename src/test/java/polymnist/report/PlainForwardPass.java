package polymnist.report;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.HashMap;
import java.util.Map;
import polymnist.image.Image;
import polymnist.network.kernel.ConvolutionShape;
import polymnist.network.layer.Blueprint;
import polymnist.statistics.ClassProbabilities;

/**
 * Computes what a network says of one image while it is told, by the definition of each operation
 * in double precision, with the weights as a page carries them.
 */
final class PlainForwardPass implements Blueprint {
  private final Map<String, double[]> results = new HashMap<>();
  private final Map<String, Integer> sides = new HashMap<>();

  PlainForwardPass(Image image) {
    double[] input = new double[POLYMNIST.samples()];
    for (int i = 0; i < input.length; i++) {
      input[i] = ((image.samples()[i] & 0xff) - 128) / 128.0;
    }
    put("images", POLYMNIST.side(), input);
  }

  /** Returns weights as a page has them: to a 32,767th of the greatest. */
  static float[] rounded(float[] weights) {
    float greatest = 0;
    for (float weight : weights) {
      greatest = Math.max(greatest, Math.abs(weight));
    }
    float[] rounded = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      rounded[i] = Math.round(weights[i] / greatest * 32767) * (greatest / 32767);
    }
    return rounded;
  }

  private String put(String name, int side, double[] values) {
    results.put(name, values);
    sides.put(name, side);
    return name;
  }

  double[] probabilities(String logits) {
    return ClassProbabilities.softmax(results.get(logits).clone());
  }

  @Override
  public String convolution(
      String name, String input, ConvolutionShape shape, float[] weights, float[] bias) {
    float[] rounded = rounded(weights);
    double[] from = results.get(input);
    int side = shape.outSide();
    double[] to = new double[shape.out() * side * side];
    for (int at = 0; at < to.length; at++) {
      int out = at / (side * side);
      double sum = bias[out];
      for (int w = 0; w < shape.in() * shape.kernel() * shape.kernel(); w++) {
        int in = w / (shape.kernel() * shape.kernel());
        int y =
            at / side % side * shape.stride()
                - shape.padding()
                + w / shape.kernel() % shape.kernel();
        int x = at % side * shape.stride() - shape.padding() + w % shape.kernel();
        if (y >= 0 && x >= 0 && y < shape.side() && x < shape.side()) {
          sum +=
              from[(in * shape.side() + y) * shape.side() + x]
                  * rounded[out * shape.in() * shape.kernel() * shape.kernel() + w];
        }
      }
      to[at] = sum;
    }
    return put(name, side, to);
  }

  @Override
  public String dense(String name, String input, float[] weights, float[] bias) {
    float[] rounded = rounded(weights);
    double[] from = results.get(input);
    double[] to = new double[bias.length];
    for (int out = 0; out < to.length; out++) {
      to[out] = bias[out];
      for (int in = 0; in < from.length; in++) {
        to[out] += from[in] * rounded[out * from.length + in];
      }
    }
    return put(name, 1, to);
  }

  @Override
  public String rectified(String name, String input) {
    double[] to = results.get(input).clone();
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.max(0, to[i]);
    }
    return put(name, sides.get(input), to);
  }

  @Override
  public String sum(String name, String first, String second) {
    double[] to = results.get(first).clone();
    for (int i = 0; i < to.length; i++) {
      to[i] += results.get(second)[i];
    }
    return put(name, sides.get(first), to);
  }

  @Override
  public String maxPooling(String name, String input) {
    int side = sides.get(input);
    int half = side / 2;
    double[] from = results.get(input);
    double[] to = new double[from.length / (side * side) * half * half];
    for (int i = 0; i < to.length; i++) {
      int at = i / (half * half) * side * side + i / half % half * 2 * side + i % half * 2;
      to[i] =
          Math.max(
              Math.max(from[at], from[at + 1]), Math.max(from[at + side], from[at + side + 1]));
    }
    return put(name, half, to);
  }

  @Override
  public String mean(String name, String input) {
    int area = sides.get(input) * sides.get(input);
    double[] from = results.get(input);
    double[] to = new double[from.length / area];
    for (int i = 0; i < from.length; i++) {
      to[i / area] += from[i] / area;
    }
    return put(name, 1, to);
  }
}
