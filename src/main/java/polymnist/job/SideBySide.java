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
  private SideBySide() {}

  /** Works on each, {@code most} at a time, and returns the results in order. */
  public static <A, T> List<T> all(int most, Collection<A> each, Function<A, T> work) {
    ExecutorService threads = Executors.newFixedThreadPool(most);
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
