package polymnist.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polymnist.answer.TableRow;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.report.block.Pictures;
import polymnist.statistics.TemperatureScaling;

/**
 * What the page's explorer of test images reads: pictures in sheets, and what each network said of
 * them, in few bytes.
 */
final class Explorer {
  /** Of a cell; a picture has at most as many as an image of the corpus. */
  private static final int SIDE = 32;

  private static final int PICTURE = 28;
  private static final int COLUMNS = 50;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Explorer() {}

  /**
   * Returns the document. An image's cell of a sheet is its place in the list, row by row. Of each
   * network there are four bytes an image: its answer, and in 255ths the probability of that, the
   * same calibrated, and that of the label, calibrated.
   *
   * @param images with the columns id, modality, label, written, picture and said: rows of network,
   *     predicted, probabilities and temperature
   */
  static JsonNode of(List<TableRow> images) {
    ObjectNode document = JSON.objectNode();
    document.put("side", SIDE).put("columns", COLUMNS);
    document.put("sheet", images.isEmpty() ? "" : sheet(images));
    Map<String, byte[]> answers = new LinkedHashMap<>();
    ArrayNode listed = document.putArray("images");
    for (TableRow image : images) {
      for (TableRow said : image.structs("said")) {
        answer(
            said,
            (int) image.asLong("label"),
            answers.computeIfAbsent(said.network(), any -> new byte[4 * images.size()]),
            4 * listed.size());
      }
      listed
          .addArray()
          .add(image.text("id"))
          .add(image.asLong("label"))
          .add(image.text("modality"))
          .add(image.text("written"));
    }
    ArrayNode networks = document.putArray("networks");
    answers.forEach(
        (network, bytes) ->
            networks
                .addObject()
                .put("name", network)
                .put("answers", Base64.getEncoder().encodeToString(bytes)));
    return document;
  }

  private static void answer(TableRow said, int label, byte[] bytes, int at) {
    double[] probabilities =
        said.numbers("probabilities").stream().mapToDouble(Double::doubleValue).toArray();
    double[] calibrated =
        TemperatureScaling.combine(
            new double[][] {probabilities},
            said.has("temperature") ? said.asDouble("temperature") : 1);
    int read = (int) said.asLong("predicted");
    bytes[at] = (byte) read;
    bytes[at + 1] = share(probabilities[read]);
    bytes[at + 2] = share(calibrated[read]);
    bytes[at + 3] = share(calibrated[label]);
  }

  private static byte share(double probability) {
    return (byte) Math.round(255 * probability);
  }

  /** Bytes get into the page only after they were decoded and encoded here. */
  private static String sheet(List<TableRow> images) {
    int rows = (images.size() + COLUMNS - 1) / COLUMNS;
    BufferedImage sheet =
        new BufferedImage(COLUMNS * SIDE, rows * SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    for (int i = 0; i < images.size(); i++) {
      Optional<BufferedImage> picture = picture(images.get(i).bytes("picture"));
      int x = i % COLUMNS * SIDE;
      int y = i / COLUMNS * SIDE;
      picture.ifPresent(one -> graphics.drawImage(one, x, y, null));
    }
    graphics.dispose();
    return Pictures.jpeg(sheet);
  }

  /** A cell whose picture cannot be read stays black; the table of problems counts it. */
  private static Optional<BufferedImage> picture(byte[] png) {
    try {
      Image image = Png.decode(png);
      boolean fits = image.width() <= PICTURE && image.height() <= PICTURE;
      return Optional.of(Png.picture(fits ? image : Pictures.shrunk(image, PICTURE)));
    } catch (UnreadableImage e) {
      return Optional.empty();
    }
  }
}
