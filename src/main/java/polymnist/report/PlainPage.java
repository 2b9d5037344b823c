package polymnist.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.chapter.Study.StudyFigure;

/**
 * A page of words and tables as a text for terminals, or as Markdown.
 *
 * @param markdown which of the two
 */
record PlainPage(boolean markdown) {
  String of(String title, List<Report.Section> sections) {
    StringBuilder text = new StringBuilder();
    text.append(markdown ? "# " : "").append(title).append("\n");
    for (Report.Section section : sections) {
      text.append(markdown ? "\n## " : "\n").append(section.title()).append("\n\n");
      for (StudyFigure part : section.parts()) {
        text.append(markdown ? "\n### " : "\n  ").append(part.figure().title()).append("\n\n");
        part.blocks().forEach(block -> add(text, block));
      }
    }
    return text.toString();
  }

  private void add(StringBuilder text, Block block) {
    if (block instanceof Block.Paragraph paragraph) {
      text.append(markdown ? "- " : "  ").append(paragraph.text()).append("\n");
    } else if (block instanceof Block.Table table) {
      text.append("\n");
      table(text, table);
    } else {
      throw new IllegalArgumentException("not told in words: " + block.getClass().getSimpleName());
    }
  }

  private void table(StringBuilder text, Block.Table table) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.header().stream().map(Cell::text).toList());
    table
        .lines()
        .forEach(
            line -> {
              List<String> row = new ArrayList<>(List.of(line.head()));
              line.cells().forEach(cell -> row.add(cell.text()));
              rows.add(row);
            });
    int[] widths =
        IntStream.range(0, table.header().size())
            .map(c -> rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
            .toArray();
    for (int r = 0; r < rows.size(); r++) {
      text.append(row(rows.get(r), table.header(), widths)).append("\n");
      if (r == 0 && markdown) {
        text.append(
            table.header().stream()
                .map(cell -> cell.kind().equals("number") ? "---:" : "---")
                .collect(Collectors.joining("|", "|", "|\n")));
      }
    }
  }

  private String row(List<String> cells, List<Cell> header, int[] widths) {
    List<String> padded = new ArrayList<>();
    for (int c = 0; c < cells.size(); c++) {
      String blanks = " ".repeat(widths[c] - cells.get(c).length());
      padded.add(
          header.get(c).kind().equals("number") ? blanks + cells.get(c) : cells.get(c) + blanks);
    }
    return markdown
        ? padded.stream().collect(Collectors.joining(" | ", "| ", " |"))
        : ("  " + String.join("  ", padded)).stripTrailing();
  }
}
