package polymnist.train.average;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.fs.FileUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a worker waits for others: a free port, for workers of the same machine a Unix domain
 * socket, in whose folder they make memory to share, and a secret that those who come must show.
 */
final class MeetingPoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MeetingPoint.class);
  private static final int SECRET_BYTES = 16;

  /** A secret, the caller's number, and 1 where it made memory to share. */
  private static final int GREETING_BYTES = SECRET_BYTES + 2 * Integer.BYTES;

  private static final int MILLISECONDS_TO_CONNECT = 10_000;

  /** All workers of a stage begin at once, so what is longer is a fault. */
  static final long MILLISECONDS_TO_MEET = 120_000;

  private static final int MILLISECONDS_BETWEEN_LOOKS = 100;

  private final byte[] secret = new byte[SECRET_BYTES];
  private final Selector callers;
  private final ServerSocketChannel port;
  private final List<ServerSocketChannel> servers = new ArrayList<>();

  /**
   * The file of the Unix domain socket; null where there is none. Its folder holds nothing else but
   * the memory that callers share.
   */
  private Path file;

  /**
   * Opens a free port, and a Unix domain socket where the system has these.
   *
   * @param host a name or address of this machine
   * @param most how many may come at once
   */
  MeetingPoint(String host, int most) throws IOException {
    new SecureRandom().nextBytes(secret);
    callers = Selector.open();
    port = ServerSocketChannel.open();
    servers.add(port);
    try {
      port.bind(new InetSocketAddress(host, 0), most);
      openFile(most);
      for (ServerSocketChannel server : servers) {
        server.configureBlocking(false);
        server.register(callers, SelectionKey.OP_ACCEPT);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void openFile(int most) throws IOException {
    ServerSocketChannel server = null;
    try {
      // No other user can look into such a folder.
      file = Files.createTempDirectory("worker").resolve("socket");
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(file), most);
      servers.add(server);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("no Unix domain socket at {}, such as for a path that is too long", file, e);
      if (server != null) {
        server.close();
      }
      removeFile();
    }
  }

  private void removeFile() {
    if (file != null) {
      // What cleans temporary folders may come before, which is no failure.
      FileUtil.fullyDelete(file.getParent().toFile());
      file = null;
    }
  }

  /**
   * Where a worker waits.
   *
   * @param file of its Unix domain socket, empty for none
   * @param secret what to show there
   */
  record Address(String host, int port, String file, byte[] secret) {
    ByteBuffer bytes() {
      byte[] names = (host + '\n' + file).getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(SECRET_BYTES + Integer.BYTES + names.length)
          .put(secret)
          .putInt(port)
          .put(names)
          .flip();
    }

    /** Reads what {@link #bytes} gave. */
    static Address of(ByteBuffer bytes) {
      byte[] secret = new byte[SECRET_BYTES];
      bytes.get(secret);
      int port = bytes.getInt();
      String names = StandardCharsets.UTF_8.decode(bytes).toString();
      int end = names.indexOf('\n');
      return new Address(names.substring(0, end), port, names.substring(end + 1), secret);
    }
  }

  Address address() throws IOException {
    InetSocketAddress address = (InetSocketAddress) port.getLocalAddress();
    return new Address(
        address.getAddress().getHostAddress(),
        address.getPort(),
        file == null ? "" : file.toString(),
        secret);
  }

  /**
   * Connects to the worker that waits at an address, says who comes, and shares memory with it if
   * it is on the same machine.
   *
   * @param bytes the most that is sent at once
   * @throws IOException when there is no way to it, naming the address
   */
  static WorkerLinks.Connection call(Address address, int caller, int bytes) throws IOException {
    try {
      SocketChannel channel = connect(address);
      WorkerLinks.Connection connection =
          new WorkerLinks.Connection(channel, memory(channel, address, caller, bytes));
      try {
        ByteBuffer greeting =
            ByteBuffer.allocate(GREETING_BYTES)
                .put(address.secret)
                .putInt(caller)
                .putInt(connection.memory().isPresent() ? 1 : 0)
                .flip();
        while (greeting.hasRemaining()) {
          channel.write(greeting);
        }
        return connection;
      } catch (IOException e) {
        connection.close();
        throw e;
      }
    } catch (IOException e) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "worker %d cannot reach another at %s:%d; workers that average among themselves use any free port",
              caller,
              address.host,
              address.port),
          e);
    }
  }

  /** Makes memory to share with the worker at the other end, if that is on this machine. */
  private static Optional<SharedMemory> memory(
      SocketChannel channel, Address address, int caller, int bytes) throws IOException {
    if (!(channel.getRemoteAddress() instanceof UnixDomainSocketAddress)) {
      return Optional.empty();
    }
    try {
      return Optional.of(SharedMemory.create(memoryFile(Path.of(address.file), caller), bytes));
    } catch (IOException e) {
      LOG.debug("no memory to share, such as where the temporary folder is full", e);
      return Optional.empty();
    }
  }

  private static Path memoryFile(Path socket, int caller) {
    return socket.resolveSibling("memory-" + caller);
  }

  private static SocketChannel connect(Address address) throws IOException {
    // Its folder has a random name, so the file is not there on another machine.
    if (!address.file.isEmpty() && Files.exists(Path.of(address.file))) {
      try {
        return SocketChannel.open(UnixDomainSocketAddress.of(address.file));
      } catch (IOException e) {
        LOG.debug("no way through {}", address.file, e);
      }
    }
    SocketChannel channel = SocketChannel.open();
    try {
      channel
          .socket()
          .connect(new InetSocketAddress(address.host, address.port), MILLISECONDS_TO_CONNECT);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Who has called and not yet said all. */
  private record Greeting(ByteBuffer said, long deadline) {}

  /**
   * Waits for the next worker that shows the secret and links it. All callers are heard at once:
   * one that is silent or slow keeps no other waiting.
   *
   * @param bytes the most that is sent at once
   * @throws IllegalStateException when it is to give up before, or nobody came in time
   */
  void answer(WorkerLinks links, int bytes, BooleanSupplier cancelled) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLISECONDS_TO_MEET);
    while (true) {
      callers.select(MILLISECONDS_BETWEEN_LOOKS);
      for (SelectionKey key : List.copyOf(callers.selectedKeys())) {
        if (key.channel() instanceof ServerSocketChannel server) {
          welcome(server);
        } else if (heard(key, links, bytes)) {
          callers.selectedKeys().clear();
          return;
        }
      }
      callers.selectedKeys().clear();
      dismissSilent();
      if (cancelled.getAsBoolean()) {
        throw new IllegalStateException("gave up waiting for other workers, as one was lost");
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "gave up waiting for other workers after "
                + TimeUnit.MILLISECONDS.toSeconds(MILLISECONDS_TO_MEET)
                + " s");
      }
    }
  }

  private void welcome(ServerSocketChannel server) throws IOException {
    SocketChannel caller = server.accept();
    if (caller == null) {
      return;
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLISECONDS_TO_CONNECT);
    caller.configureBlocking(false);
    caller.register(
        callers, SelectionKey.OP_READ, new Greeting(ByteBuffer.allocate(GREETING_BYTES), deadline));
  }

  /** Reads what a caller says, and tells whether a worker is linked by it. */
  private boolean heard(SelectionKey key, WorkerLinks links, int bytes) throws IOException {
    SocketChannel caller = (SocketChannel) key.channel();
    ByteBuffer said = ((Greeting) key.attachment()).said();
    try {
      if (caller.read(said) < 0) {
        throw new IOException("the caller said too little");
      }
      if (said.hasRemaining()) {
        return false;
      }
      byte[] shown = new byte[SECRET_BYTES];
      said.flip().get(shown);
      if (!MessageDigest.isEqual(shown, secret)) {
        throw new IOException("the caller does not know the secret");
      }
      int worker = said.getInt();
      Optional<SharedMemory> memory =
          said.getInt() == 1
              ? Optional.of(SharedMemory.open(memoryFile(file, worker), bytes))
              : Optional.empty();
      key.cancel();
      callers.selectNow();
      links.add(worker, new WorkerLinks.Connection(caller, memory));
      return true;
    } catch (IOException e) {
      refuse(key, e.getMessage());
      return false;
    }
  }

  private void dismissSilent() throws IOException {
    for (SelectionKey key : List.copyOf(callers.keys())) {
      if (key.attachment() instanceof Greeting greeting
          && System.nanoTime() > greeting.deadline()) {
        refuse(key, "the caller said too little in time");
      }
    }
  }

  private static void refuse(SelectionKey key, String reason) throws IOException {
    LOG.warn("refused {}: {}", key.channel(), reason);
    key.cancel();
    key.channel().close();
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key :
        callers.isOpen() ? List.copyOf(callers.keys()) : List.<SelectionKey>of()) {
      if (key.attachment() instanceof Greeting) {
        key.channel().close();
      }
    }
    for (ServerSocketChannel server : servers) {
      server.close();
    }
    callers.close();
    removeFile();
  }
}
