package polymnist.report.chapter;

import java.util.List;
import java.util.function.Function;
import polymnist.answer.TableRow;
import polymnist.report.block.Block;

/**
 * A figure of the report: a query, and what its rows are made into.
 *
 * @param id unique in the report: lower-case letters and hyphens; the name of its query's file
 * @param title heads it
 * @param open whether it is open at first
 * @param query null where it is of words alone
 * @param none what is said where the query has no row
 * @param blocks makes the figure of at least one row
 */
public record Figure(
    String id,
    String title,
    boolean open,
    Query query,
    String none,
    Function<List<TableRow>, List<Block>> blocks) {

  /** A figure that rests on no query. */
  static Figure of(String id, String title, boolean open, List<Block> blocks) {
    return new Figure(id, title, open, null, "", rows -> blocks);
  }
}
