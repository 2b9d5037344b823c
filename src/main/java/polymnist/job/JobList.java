package polymnist.job;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** All jobs that the build holds: those that {@code META-INF/services} names. */
public final class JobList {
  private JobList() {}

  /** Returns them in the order in which people meet them. */
  public static List<Job> all() {
    return StreamSupport.stream(ServiceLoader.load(Job.class).spliterator(), false)
        .collect(Collectors.toList());
  }

  /** Returns those that publish tables. */
  public static List<Stage<?>> stages() {
    return all().stream()
        .filter(Stage.class::isInstance)
        .<Stage<?>>map(job -> (Stage<?>) job)
        .toList();
  }
}
