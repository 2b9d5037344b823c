package polymnist.warehouse;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** An HDFS of one name node and one data node in this process. */
public final class Hdfs implements AutoCloseable {
  private final MiniDFSCluster cluster;

  /**
   * Starts it.
   *
   * @param folder of its blocks
   */
  public Hdfs(Path folder) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
    cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    cluster.waitActive();
  }

  /** Returns its address, such as {@code hdfs://127.0.0.1:4711}. */
  public String address() {
    return "hdfs://127.0.0.1:" + cluster.getNameNodePort();
  }

  @Override
  public void close() {
    cluster.shutdown();
  }
}
