package polymnist.report.chapter;

import java.util.List;
import polymnist.report.block.Block;

/** A chapter of the page: it queries the tables and puts the answers into words and blocks. */
public interface Chapter {
  /** Returns the name by which links reach the chapter: lower-case letters and hyphens. */
  String id();

  /** Returns the chapter's title. */
  String title();

  /** Returns what the chapter says. A table that is not there makes a note, never a failure. */
  List<Block> blocks(Study study);
}
