package polymnist.report;

import java.util.List;
import polymnist.report.block.Block;

/**
 * What the report says: the page and the file {@code report.json} are made of it alike.
 *
 * @param title heads it
 * @param scope what was studied, in a line
 * @param run the name of the run that made it
 * @param alerts what a reader must know before anything else
 */
record Report(String title, String scope, String run, List<String> alerts, List<Section> sections) {
  /** A chapter. */
  record Section(String id, String title, String words, List<PageFigure> parts) {}

  /**
   * A figure.
   *
   * @param id unique in the report
   * @param open whether it is open at first
   * @param tables that it came from, none for words
   * @param sql that was run, or empty
   */
  record PageFigure(
      String id, String title, boolean open, List<Block> blocks, String tables, String sql) {}
}
