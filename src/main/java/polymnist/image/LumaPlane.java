package polymnist.image;

/**
 * The {@link Luma} of an image, rounded to whole values; the array is owned by the record.
 *
 * @param values {@code height * width} values of 0 to 255, row by row
 */
public record LumaPlane(int width, int height, int[] values) {

  /** Returns the luma of each pixel of a [1,H,W] or [3,H,W] image. */
  public static LumaPlane of(Image image) {
    int pixels = image.width() * image.height();
    int[] values = new int[pixels];
    byte[] samples = image.samples();
    for (int i = 0; i < pixels; i++) {
      values[i] =
          image.channels() == 3
              ? Luma.of(
                  samples[i] & 0xff, samples[pixels + i] & 0xff, samples[2 * pixels + i] & 0xff)
              : samples[i] & 0xff;
    }
    return new LumaPlane(image.width(), image.height(), values);
  }

  /**
   * Returns the mean of each cell of a grid, rounded. Where the grid does not fit, neighbouring
   * cells share a line of pixels; no cell is empty.
   */
  public LumaPlane resized(int columns, int rows) {
    int[] cells = new int[columns * rows];
    for (int row = 0; row < rows; row++) {
      int top = first(row, height, rows);
      int bottom = end(row, height, rows);
      for (int column = 0; column < columns; column++) {
        int left = first(column, width, columns);
        int right = end(column, width, columns);
        long sum = 0;
        for (int y = top; y < bottom; y++) {
          for (int x = left; x < right; x++) {
            sum += values[y * width + x];
          }
        }
        int count = (right - left) * (bottom - top);
        cells[row * columns + column] = (int) ((sum + count / 2) / count);
      }
    }
    return new LumaPlane(columns, rows, cells);
  }

  private static int first(int cell, int side, int cells) {
    return (int) ((long) cell * side / cells);
  }

  private static int end(int cell, int side, int cells) {
    return (int) (((cell + 1L) * side + cells - 1) / cells);
  }
}
