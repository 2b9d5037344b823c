package polymnist.model;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** Rows that are made of others, many at a time, as networks read images. */
public final class InBatches {
  private InBatches() {}

  /**
   * Returns the rows that are made.
   *
   * @param rows those that they are made of
   * @param batch takes some rows, at least one, and returns what it makes of them
   */
  public static Iterator<Row> of(Iterator<Row> rows, Function<Iterator<Row>, List<Row>> batch) {
    return new Iterator<>() {
      private Iterator<Row> ready = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!ready.hasNext() && rows.hasNext()) {
          ready = batch.apply(rows).iterator();
        }
        return ready.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return ready.next();
      }
    };
  }
}
