package polymnist.report.block;

import java.util.List;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Table;

/** The blocks of one kind that a chapter has, for tests of what they show. */
public final class BlockKinds {
  private BlockKinds() {}

  /** Returns the texts of the paragraphs. */
  public static List<String> paragraphs(List<Block> blocks) {
    return all(blocks, Paragraph.class).stream().map(Paragraph::text).toList();
  }

  /** Returns the tables. */
  public static List<Table> tables(List<Block> blocks) {
    return all(blocks, Table.class);
  }

  /** Returns the first table, of which there must be one. */
  public static Table table(List<Block> blocks) {
    return tables(blocks).get(0);
  }

  /** Returns the first gallery, of which there must be one. */
  public static Gallery gallery(List<Block> blocks) {
    return all(blocks, Gallery.class).get(0);
  }

  private static <T> List<T> all(List<Block> blocks, Class<T> kind) {
    return blocks.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
