package polymnist.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import polymnist.report.block.Block;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;

/**
 * The page as the template shows it: one HTML file that loads nothing.
 *
 * @param run the name of the run that made it
 * @param notices what a reader must know before anything else
 */
record Page(String title, String run, List<String> notices, List<Section> sections) {

  /** A chapter with what it says. */
  record Section(String id, String title, List<Block> blocks) {
    static Section of(Chapter chapter, Study study) {
      return new Section(chapter.id(), chapter.title(), tidy(chapter.blocks(study)));
    }

    /** Leaves out notes that were made before, and headings under which nothing is left. */
    static List<Block> tidy(List<Block> blocks) {
      List<Block> kept = new ArrayList<>();
      Set<Block> notes = new HashSet<>();
      for (Block block : blocks) {
        if (block.note() == null || notes.add(block)) {
          dropEmptyHeading(kept, block);
          kept.add(block);
        }
      }
      dropEmptyHeading(kept, new Block.Heading(""));
      return kept;
    }

    private static void dropEmptyHeading(List<Block> kept, Block next) {
      int last = kept.size() - 1;
      if (last >= 0 && kept.get(last).heading() != null && next.heading() != null) {
        kept.remove(last);
      }
    }
  }

  /** Returns the style sheet, which is ours and stands in the page as it is. */
  String css() {
    return resource("report.css");
  }

  /**
   * Returns the HTML. Every text is escaped; a name in the template that means nothing is an error.
   */
  String html() {
    return Mustache.compiler()
        .strictSections(true)
        .emptyStringIsFalse(true)
        .withLoader(name -> new StringReader(resource(name + ".mustache")))
        .compile(resource("report.mustache"))
        .execute(this);
  }

  /** Returns the text of a file that is part of the program. */
  static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
