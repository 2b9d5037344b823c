package polymnist.evaluate;

import polymnist.image.Image;

/**
 * What an image is like apart from its digit, to see where a network fails. MNIST digits lie in the
 * 20 x 20 pixels around their centre of mass, so a frame of {@link #FRAME} pixels is background.
 *
 * @param brightness the mean of the samples in the frame, 0 to 255
 * @param contrast the root of the mean squared distance of all samples from their mean, 0 to 127.5
 */
record Surroundings(double brightness, double contrast) {
  /** The width of the frame in pixels. */
  static final int FRAME = 4;

  /** Measures an image of any size; one that is no wider than two frames is all frame. */
  static Surroundings of(Image image) {
    long frame = 0;
    long framed = 0;
    long sum = 0;
    long squares = 0;
    byte[] samples = image.samples();
    int at = 0;
    for (int channel = 0; channel < image.channels(); channel++) {
      for (int y = 0; y < image.height(); y++) {
        boolean row = y < FRAME || y >= image.height() - FRAME;
        for (int x = 0; x < image.width(); x++) {
          int sample = samples[at++] & 0xff;
          sum += sample;
          squares += (long) sample * sample;
          if (row || x < FRAME || x >= image.width() - FRAME) {
            frame += sample;
            framed++;
          }
        }
      }
    }
    double mean = sum / (double) at;
    return new Surroundings(
        frame / (double) framed, Math.sqrt(Math.max(0, squares / (double) at - mean * mean)));
  }
}
