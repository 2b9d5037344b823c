package polymnist.job;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Work for several threads: planning a query keeps no second core busy. */
public final class SideBySide {
  /** More than cores, as they wait for each other's tasks. */
  private static final int MOST = 6;

  private SideBySide() {}

  /** Works on each, several at a time, and returns the results in order. */
  public static <A, T> List<T> all(Collection<A> each, Function<A, T> work) {
    ExecutorService threads = Executors.newFixedThreadPool(MOST);
    try {
      return each.stream()
          .map(one -> CompletableFuture.supplyAsync(() -> work.apply(one), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      threads.shutdownNow();
    }
  }
}
