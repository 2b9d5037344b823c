package polymnist.train;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Local files under the scheme {@code faulty}, of which shards cannot be opened now and then. */
public final class FaultyFiles extends RawLocalFileSystem {
  /** How often opening a shard is still going to fail. */
  public static final AtomicInteger FAILURES = new AtomicInteger();

  @Override
  public URI getUri() {
    return URI.create("faulty:///");
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    if (file.getName().startsWith("shard-")
        && FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IOException("the disk is busy");
    }
    return super.open(file, bufferSize);
  }
}
