package polymnist.train;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a worker waits for others: a free port, and a secret that those who come must show. */
final class MeetingPoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MeetingPoint.class);
  private static final int SECRET_BYTES = 16;
  private static final int MILLISECONDS_TO_CONNECT = 10_000;
  private static final int MILLISECONDS_BETWEEN_LOOKS = 100;

  private final ServerSocketChannel server;
  private final byte[] secret = new byte[SECRET_BYTES];

  /**
   * Opens a free port.
   *
   * @param host a name or address of this machine
   * @param most how many may come at once
   */
  MeetingPoint(String host, int most) throws IOException {
    new SecureRandom().nextBytes(secret);
    server = ServerSocketChannel.open();
    try {
      server.bind(new InetSocketAddress(host, 0), most);
      server.socket().setSoTimeout(MILLISECONDS_BETWEEN_LOOKS);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Where a worker waits, and the secret. */
  record Address(String host, int port, byte[] secret) {
    ByteBuffer bytes() {
      byte[] name = host.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(SECRET_BYTES + Integer.BYTES + name.length)
          .put(secret)
          .putInt(port)
          .put(name)
          .flip();
    }

    /** Reads what {@link #bytes} gave. */
    static Address of(ByteBuffer bytes) {
      byte[] secret = new byte[SECRET_BYTES];
      bytes.get(secret);
      int port = bytes.getInt();
      return new Address(StandardCharsets.UTF_8.decode(bytes).toString(), port, secret);
    }
  }

  Address address() throws IOException {
    InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
    return new Address(address.getAddress().getHostAddress(), address.getPort(), secret);
  }

  /**
   * Connects to the worker that waits at an address, and says who comes.
   *
   * @throws IOException when there is no way to it, naming the address
   */
  static SocketChannel call(Address address, int caller) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel
          .socket()
          .connect(new InetSocketAddress(address.host, address.port), MILLISECONDS_TO_CONNECT);
      ByteBuffer greeting =
          ByteBuffer.allocate(SECRET_BYTES + Integer.BYTES)
              .put(address.secret)
              .putInt(caller)
              .flip();
      while (greeting.hasRemaining()) {
        channel.write(greeting);
      }
      return channel;
    } catch (IOException e) {
      channel.close();
      throw new IOException(
          "worker %d cannot reach another at %s:%d; workers that average among themselves use any free port"
              .formatted(caller, address.host, address.port),
          e);
    }
  }

  /**
   * Waits for the next worker that shows the secret and links it.
   *
   * @throws IllegalStateException when it is to give up before
   */
  void answer(WorkerLinks links, BooleanSupplier cancelled) throws IOException {
    while (true) {
      Socket socket = accept(cancelled);
      try {
        socket.setSoTimeout(MILLISECONDS_TO_CONNECT);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        if (MessageDigest.isEqual(in.readNBytes(SECRET_BYTES), secret)) {
          links.add(in.readInt(), socket.getChannel());
          return;
        }
        LOG.warn("refused {}, who does not know the secret", socket.getRemoteSocketAddress());
      } catch (IOException e) {
        LOG.warn("refused {}", socket.getRemoteSocketAddress(), e);
      }
      socket.close();
    }
  }

  private Socket accept(BooleanSupplier cancelled) throws IOException {
    while (true) {
      try {
        return server.socket().accept();
      } catch (SocketTimeoutException e) {
        if (cancelled.getAsBoolean()) {
          throw new IllegalStateException("gave up waiting for other workers, as one was lost", e);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
