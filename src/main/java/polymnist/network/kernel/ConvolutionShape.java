package polymnist.network.kernel;

/**
 * The numbers of a convolution over square images with square kernels.
 *
 * @param in channels of the input
 * @param out channels of the output
 * @param side height and width of the input
 * @param kernel height and width of the kernel
 * @param stride in both directions
 * @param padding zeros at each of the four edges
 */
public record ConvolutionShape(int in, int out, int side, int kernel, int stride, int padding) {
  /** Returns the height and width of the output. */
  public int outSide() {
    return (side + 2 * padding - kernel) / stride + 1;
  }

  /** Returns how many products are added up for one image, the padding's among them. */
  public long multiplyAdds() {
    return (long) in * out * kernel * kernel * outSide() * outSide();
  }
}
