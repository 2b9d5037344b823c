import static org.bytedeco.pytorch.global.torch.adaptive_avg_pool2d;
import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.dropout;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.randint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.function.DoubleSupplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Times a network in libtorch. It is run from its source, so that the project needs libtorch
 * neither to be built nor to run:
 *
 * <pre>
 * java -cp 'libtorch/*' LibtorchBenchmark.java train vgg 32,256,0.5 10 4096 64 bfloat16
 * java -cp 'libtorch/*' LibtorchBenchmark.java accuracy vgg 32,256,0.5 2 64 6 0.005 0.1 1 images.bin
 * </pre>
 *
 * <p>The first arguments are what to do, the network, and its numbers separated by commas.
 *
 * <p>To train or predict, seconds, images, minibatches separated by commas, and float or bfloat16
 * follow. In bfloat16 layers compute as in autocast: weights, which stay floats, are rounded for each
 * product, images and what comes of them are bfloat16. It works on random images with one thread. To train, it does what a training step has to do: it takes a
 * shuffled minibatch of bytes, scales it, goes forward and backward, and makes a step of Adam. To
 * predict, it takes the images one minibatch after the other from bytes to probabilities, without
 * gradients. It first finds out which of libtorch's ways is the fastest: the layout of images, the
 * optimiser, the minibatch. It says "ready", and for each of two lines that it is given: the
 * fastest way, then its images a second.
 *
 * <p>For accuracy, threads, minibatch, epochs, learning rate, share of warm-up, seed and a file
 * follow: it trains on the images of the file with a learning rate that falls along half a cosine,
 * and after each epoch says the seconds of training so far and the share of the validation images
 * that it reads right. The file has two numbers of four bytes, how many images are for training and
 * validation, then the samples [n,3,28,28] of all of them, then their labels.
 */
public final class LibtorchBenchmark {
  private static final double RATE = 1e-3;

  private final List<Tensor> parameters = new ArrayList<>();
  private final boolean channelsLast;
  private final boolean rounded;
  private boolean training = true;

  /** What a layer makes of its inputs. */
  private interface Layer {
    Tensor of(Tensor inputs);
  }

  /** What is timed, again and again. */
  private interface Step {
    void run();
  }

  /** A way to do the work, and how many images a step of it takes. */
  private record Way(String name, int images, Step step) {
    double imagesPerSecond(double seconds) {
      long begin = System.nanoTime();
      long steps = 0;
      do {
        try (PointerScope scope = new PointerScope()) {
          step.run();
        }
        steps++;
      } while (System.nanoTime() - begin < seconds * 1e9);
      return images * steps / ((System.nanoTime() - begin) / 1e9);
    }
  }

  private LibtorchBenchmark(boolean channelsLast, boolean rounded) {
    this.channelsLast = channelsLast;
    this.rounded = rounded;
  }

  public static void main(String[] args) throws IOException {
    if (args[0].equals("accuracy")) {
      accuracy(args);
      return;
    }
    torch.set_num_threads(1);
    double seconds = Double.parseDouble(args[3]);
    int images = Integer.parseInt(args[4]);
    boolean rounded = args[6].equals("bfloat16");
    List<Way> ways = new ArrayList<>();
    for (String batch : args[5].split(",")) {
      int size = Math.min(images, Integer.parseInt(batch));
      // Images without channels beside each other in memory have one layout.
      boolean convolves = !List.of("linear", "mlp").contains(args[1]);
      for (boolean channelsLast : convolves ? new boolean[] {false, true} : new boolean[] {false}) {
        String layout = channelsLast ? "channels last" : "channels first";
        if (args[0].equals("predict")) {
          ways.add(
              new Way(layout, size, new LibtorchBenchmark(channelsLast, rounded).prediction(args, size)));
        } else {
          for (boolean oneRange : new boolean[] {false, true}) {
            ways.add(
                new Way(
                    layout + (oneRange ? ", Adam over one range" : ", Adam by parameter"),
                    size,
                    new LibtorchBenchmark(channelsLast, rounded).step(args, size, oneRange)));
          }
        }
      }
    }
    ways.forEach(way -> way.imagesPerSecond(seconds / 20));
    Scanner lines = new Scanner(System.in, "UTF-8");
    System.out.println("ready");
    lines.nextLine();
    Way best =
        ways.stream()
            .map(way -> new Object[] {way, way.imagesPerSecond(seconds / 10)})
            .max(Comparator.comparingDouble(tried -> (double) tried[1]))
            .map(tried -> (Way) tried[0])
            .orElseThrow();
    System.out.printf(Locale.ROOT, "%s, minibatches of %d%n", best.name(), best.images());
    lines.nextLine();
    System.out.printf(
        Locale.ROOT, "libtorch %s %f%n", torch.class.getPackage().getImplementationVersion(), best.imagesPerSecond(seconds));
  }

  private static void accuracy(String[] args) throws IOException {
    torch.set_num_threads(Integer.parseInt(args[3]));
    int batch = Integer.parseInt(args[4]);
    int epochs = Integer.parseInt(args[5]);
    double peak = Double.parseDouble(args[6]);
    torch.manual_seed(Long.parseLong(args[8]));
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(Path.of(args[9])));
    int training = file.getInt();
    int validation = file.getInt();
    Tensor images = bytes(file, training + validation, 3, 28, 28);
    Tensor labels = bytes(file, training + validation).to(torch.ScalarType.Long);
    // What is left over for a smaller minibatch is left out, other images in each epoch.
    int steps = training / batch;
    int warmUp = (int) Math.round(Double.parseDouble(args[7]) * steps * epochs);
    boolean[] layouts = {false, true};
    double[] speeds = new double[2];
    for (boolean channelsLast : layouts) {
      LibtorchBenchmark tried = new LibtorchBenchmark(channelsLast, false);
      Step step = tried.step(args[1], args[2], images, labels, batch, true, () -> peak / 100);
      Way way = new Way("", batch, step);
      way.imagesPerSecond(0.5);
      speeds[channelsLast ? 1 : 0] = way.imagesPerSecond(1);
    }
    LibtorchBenchmark trained = new LibtorchBenchmark(speeds[1] > speeds[0], false);
    Tensor[] order = new Tensor[1];
    int[] done = {0};
    DoubleSupplier rate =
        () ->
            done[0] < warmUp
                ? peak * (done[0] + 1) / warmUp
                : peak
                    * (1 + Math.cos(Math.PI * (done[0] - warmUp) / (steps * epochs - warmUp)))
                    / 2;
    Layer network = trained.network(args[1], args[2].split(","));
    Step update = trained.adamOverOneRange(rate);
    double seconds = 0;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      trained.training = true;
      long begin = System.nanoTime();
      order[0] = torch.randperm(training);
      for (int step = 0; step < steps; step++) {
        try (PointerScope scope = new PointerScope()) {
          trained.learn(
              network, images, labels, order[0].narrow(0, (long) step * batch, batch), update);
        }
        done[0]++;
      }
      seconds += (System.nanoTime() - begin) / 1e9;
      trained.training = false;
      long correct = 0;
      for (int from = training; from < training + validation; from += 1000) {
        int count = Math.min(1000, training + validation - from);
        try (PointerScope scope = new PointerScope();
            InferenceMode mode = new InferenceMode(true)) {
          Tensor answers = network.of(trained.scaled(images.narrow(0, from, count)));
          correct +=
              answers
                  .argmax(new LongOptional(1), false)
                  .eq(labels.narrow(0, from, count))
                  .sum()
                  .item_long();
        }
      }
      System.out.printf(
          Locale.ROOT, "%d %.3f %.6f%n", epoch, seconds, correct / (double) validation);
    }
  }

  /** Returns the next bytes of a file in a shape. */
  private static Tensor bytes(ByteBuffer file, long... shape) {
    int length = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    BytePointer pointer = new BytePointer(length);
    pointer.put(file.array(), file.position(), length);
    file.position(file.position() + length);
    return torch.from_blob(pointer, shape, new TensorOptions(torch.ScalarType.Byte));
  }

  private Step step(
      String kind,
      String numbers,
      Tensor images,
      Tensor labels,
      int batch,
      boolean oneRange,
      DoubleSupplier rate) {
    Layer network = network(kind, numbers.split(","));
    Step update = oneRange ? adamOverOneRange(rate) : adam();
    return () ->
        learn(network, images, labels, randint(images.size(0), new long[] {batch}), update);
  }

  private void learn(Layer network, Tensor images, Tensor labels, Tensor chosen, Step update) {
    Tensor logits = network.of(scaled(images.index_select(0, chosen)));
    cross_entropy_loss(logits, labels.index_select(0, chosen)).backward();
    update.run();
  }

  private Step step(String[] args, int batch, boolean oneRange) {
    Tensor images = images(Integer.parseInt(args[4]));
    Tensor labels = randint(10, new long[] {images.size(0)});
    return step(args[1], args[2], images, labels, batch, oneRange, () -> RATE);
  }

  private Step prediction(String[] args, int batch) {
    Layer network = network(args[1], args[2].split(","));
    training = false;
    Tensor images = images(Integer.parseInt(args[4]));
    long[] at = {0};
    return () -> {
      try (InferenceMode mode = new InferenceMode(true)) {
        network.of(scaled(images.narrow(0, at[0], batch))).softmax(1);
      }
      at[0] = at[0] + 2L * batch > images.size(0) ? 0 : at[0] + batch;
    };
  }

  /** Returns what enters a product. */
  private Tensor multiplied(Tensor values) {
    return rounded ? values.to(torch.ScalarType.BFloat16) : values;
  }

  private static Tensor images(int count) {
    return randint(256, new long[] {count, 3, 28, 28}).to(torch.ScalarType.Byte);
  }

  private Tensor scaled(Tensor bytes) {
    Tensor samples = bytes.to(torch.ScalarType.Float);
    samples.sub_(new Scalar(128f)).mul_(new Scalar(1 / 128f));
    samples = multiplied(samples);
    return channelsLast ? samples.contiguous(torch.MemoryFormat.ChannelsLast) : samples;
  }

  private Step adam() {
    Adam adam =
        new Adam(
            new TensorVector(parameters.toArray(Tensor[]::new)), new AdamOptions(RATE));
    return () -> {
      adam.step();
      adam.zero_grad(false);
    };
  }

  /**
   * Libtorch has no fused Adam for Java: this one makes the same update with a few operations over
   * all parameters at once, which are parts of one range of memory, as are their gradients.
   */
  private Step adamOverOneRange(DoubleSupplier rate) {
    long all = parameters.stream().mapToLong(Tensor::numel).sum();
    Tensor values = torch.zeros(all);
    Tensor gradients = torch.zeros(all);
    Tensor mean = torch.zeros(all);
    Tensor square = torch.zeros(all);
    long from = 0;
    for (Tensor parameter : parameters) {
      long length = parameter.numel();
      Tensor place = alike(values.narrow(0, from, length), parameter);
      try (NoGradGuard guard = new NoGradGuard()) {
        place.copy_(parameter);
      }
      parameter.set_data(place);
      parameter.mutable_grad().put(alike(gradients.narrow(0, from, length), parameter));
      from += length;
    }
    int[] steps = {0};
    return () -> {
      steps[0]++;
      double unbiased = Math.sqrt(1 - Math.pow(0.999, steps[0]));
      try (NoGradGuard guard = new NoGradGuard()) {
        mean.mul_(new Scalar(0.9)).add_(gradients, new Scalar(0.1));
        square.mul_(new Scalar(0.999)).addcmul_(gradients, gradients, new Scalar(0.001));
        Tensor size = square.sqrt().add_(new Scalar(1e-8 * unbiased));
        values.addcdiv_(
            mean, size, new Scalar(-rate.getAsDouble() * unbiased / (1 - Math.pow(0.9, steps[0]))));
        gradients.zero_();
      }
    };
  }

  /** Returns a part of a range in the shape and layout of a parameter. */
  private Tensor alike(Tensor part, Tensor parameter) {
    long[] shape = shape(parameter);
    return channelsLast && shape.length == 4
        ? part.view(shape[0], shape[2], shape[3], shape[1]).permute(0, 3, 1, 2)
        : part.view(shape);
  }

  private static long[] shape(Tensor tensor) {
    long[] shape = new long[(int) tensor.dim()];
    Arrays.setAll(shape, tensor::size);
    return shape;
  }

  private Tensor parameter(double scale, long... shape) {
    Tensor values = torch.randn(shape).mul_(new Scalar(scale));
    if (channelsLast && shape.length == 4) {
      values = values.contiguous(torch.MemoryFormat.ChannelsLast);
    }
    values.requires_grad_(true);
    parameters.add(values);
    return values;
  }

  /** Returns the initial spread of weights of a layer followed by a rectifier. */
  private static double spread(long inputs) {
    return Math.sqrt(2.0 / inputs);
  }

  private Layer network(String kind, String[] numbers) {
    List<Layer> layers = new ArrayList<>();
    int[] n =
        Arrays.stream(numbers).mapToInt(number -> (int) Double.parseDouble(number)).toArray();
    switch (kind) {
      case "linear" -> {
        layers.add(inputs -> inputs.flatten(1, -1));
        layers.add(dense(2352, 10));
      }
      case "mlp" -> {
        layers.add(inputs -> inputs.flatten(1, -1));
        int inputs = 2352;
        for (int width : n) {
          layers.add(dense(inputs, width));
          layers.add(Tensor::relu_);
          inputs = width;
        }
        layers.add(dense(inputs, 10));
      }
      case "lenet" -> {
        layers.add(convolution(3, n[0], 5, 1, 0, true));
        layers.add(inputs -> max_pool2d(inputs.relu_(), 2, 2));
        layers.add(convolution(n[0], n[1], 5, 1, 0, true));
        layers.add(inputs -> max_pool2d(inputs.relu_(), 2, 2).flatten(1, -1));
        layers.add(dense(16L * n[1], n[2]));
        layers.add(Tensor::relu_);
        layers.add(dense(n[2], 10));
      }
      case "vgg" -> {
        double share = Double.parseDouble(numbers[2]);
        layers.add(block(3, n[0], 1));
        layers.add(block(n[0], n[0], 1));
        layers.add(inputs -> max_pool2d(inputs, 2, 2));
        layers.add(block(n[0], 2 * n[0], 1));
        layers.add(block(2 * n[0], 2 * n[0], 1));
        layers.add(inputs -> max_pool2d(inputs, 2, 2).flatten(1, -1));
        layers.add(inputs -> dropout(inputs, share, training));
        layers.add(dense(98L * n[0], n[1]));
        layers.add(Tensor::relu_);
        layers.add(dense(n[1], 10));
      }
      case "resnet" -> {
        layers.add(block(3, n[0], n[1]));
        layers.add(residual(n[0], n[0], 1));
        layers.add(residual(n[0], 2 * n[0], 2));
        layers.add(residual(2 * n[0], 4 * n[0], 2));
        layers.add(inputs -> adaptive_avg_pool2d(inputs, 1, 1).flatten(1, -1));
        layers.add(dense(4L * n[0], 10));
      }
      default -> throw new IllegalArgumentException(kind);
    }
    layers.add(logits -> rounded ? logits.to(torch.ScalarType.Float) : logits);
    return one(layers);
  }

  private static Layer one(List<Layer> layers) {
    return inputs -> {
      Tensor values = inputs;
      for (Layer layer : layers) {
        values = layer.of(values);
      }
      return values;
    };
  }

  private Layer dense(long inputs, long outputs) {
    Tensor weights = parameter(spread(inputs), outputs, inputs);
    Tensor bias = parameter(0, outputs);
    return values -> linear(values, multiplied(weights), new TensorOptional(multiplied(bias)));
  }

  private Layer convolution(
      long inputs, long outputs, int side, long stride, long padding, boolean biased) {
    Tensor weights = parameter(spread(inputs * side * side), outputs, inputs, side, side);
    Tensor bias = biased ? parameter(0, outputs) : null;
    long[] strides = {stride, stride};
    long[] paddings = {padding, padding};
    long[] dilations = {1, 1};
    return values ->
        conv2d(
            values,
            multiplied(weights),
            biased ? new TensorOptional(multiplied(bias)) : new TensorOptional(),
            strides,
            paddings,
            dilations,
            1);
  }

  private Layer normalisation(long channels) {
    TensorOptional scale = new TensorOptional(parameter(0, channels));
    TensorOptional shift = new TensorOptional(parameter(0, channels));
    try (NoGradGuard guard = new NoGradGuard()) {
      scale.get().fill_(new Scalar(1f));
    }
    TensorOptional mean = new TensorOptional(torch.zeros(channels));
    TensorOptional variance = new TensorOptional(torch.ones(channels));
    return values ->
        batch_norm(values, scale, shift, mean, variance, training, 0.1, 1e-5, false);
  }

  /** Returns a 3x3 convolution, its normalisation and a rectifier. */
  private Layer block(long inputs, long outputs, long stride) {
    return one(
        List.of(
            convolution(inputs, outputs, 3, stride, 1, false),
            normalisation(outputs),
            Tensor::relu_));
  }

  private Layer residual(long inputs, long outputs, long stride) {
    Layer main =
        one(
            List.of(
                block(inputs, outputs, stride),
                convolution(outputs, outputs, 3, 1, 1, false),
                normalisation(outputs)));
    Layer shortcut =
        inputs == outputs && stride == 1
            ? values -> values
            : one(
                List.of(
                    convolution(inputs, outputs, 1, stride, 0, false), normalisation(outputs)));
    return values -> main.of(values).add_(shortcut.of(values)).relu_();
  }
}
