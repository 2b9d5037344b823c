package polymnist.report.block;

import java.util.List;

/** The published tables, as chapters query them. */
public interface StudyTables {
  /** Returns whether a run of the table was published. */
  boolean has(String table);

  /** Returns the rows of a query over the tables, in its order. */
  List<TableRow> rows(String sql);
}
