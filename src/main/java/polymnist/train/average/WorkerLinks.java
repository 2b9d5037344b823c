package polymnist.train.average;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Connections of a worker to all others, over which all send and receive at once. Bytes go from and
 * into the given memory without a copy in between; where two share memory they go through that, and
 * a byte over the connection tells that they are there.
 */
final class WorkerLinks implements AutoCloseable {
  private static final long MILLISECONDS_BETWEEN_LOOKS = 100;

  /** How long it tries again before it sleeps, as it takes time to fall asleep and to wake. */
  private static final long NANOSECONDS_AWAKE = 200_000;

  private final List<Link> links = new ArrayList<>();
  private final Selector selector;
  private final BooleanSupplier cancelled;

  private record Link(
      int worker, SocketChannel channel, Optional<SharedMemory> memory, SelectionKey key) {}

  /** A way to another worker, and the memory that both share, if any. */
  record Connection(SocketChannel channel, Optional<SharedMemory> memory) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      channel.close();
      memory.ifPresent(SharedMemory::close);
    }
  }

  /**
   * What is exchanged with one worker; the buffers are used up.
   *
   * @param sent from their positions to their limits
   * @param received filled from their positions to their limits
   */
  record Exchange(ByteBuffer[] sent, ByteBuffer[] received) {
    /** Returns an exchange of a byte, which tells that something is there. */
    private static Exchange ofSigns() {
      return new Exchange(
          new ByteBuffer[] {ByteBuffer.allocate(1)}, new ByteBuffer[] {ByteBuffer.allocate(1)});
    }

    private boolean isOver() {
      return !isLeft(sent) && !isLeft(received);
    }

    private static boolean isLeft(ByteBuffer... buffers) {
      for (ByteBuffer buffer : buffers) {
        if (buffer.hasRemaining()) {
          return true;
        }
      }
      return false;
    }
  }

  /** Starts without links; while it waits it looks whether it is to give up. */
  WorkerLinks(BooleanSupplier cancelled) {
    this.cancelled = cancelled;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot wait for connections", e);
    }
  }

  /** Adds a connection to a worker and closes it in the end. */
  void add(int worker, Connection connection) throws IOException {
    SocketChannel channel = connection.channel;
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    channel.configureBlocking(false);
    links.add(new Link(worker, channel, connection.memory, channel.register(selector, 0)));
  }

  /**
   * Exchanges bytes with every worker. Each must take as many as are sent to it.
   *
   * @param exchanges by the workers' numbers; that of a worker without link is not looked at
   * @throws IllegalStateException when a worker is lost, naming it, or when it is to give up
   */
  void exchange(List<Exchange> exchanges) {
    List<Exchange> onWire = new ArrayList<>(exchanges);
    for (Link link : links) {
      if (link.memory.isPresent()) {
        link.memory.get().put(exchanges.get(link.worker).sent);
        onWire.set(link.worker, Exchange.ofSigns());
      }
    }
    move(onWire);
    for (Link link : links) {
      link.memory.ifPresent(memory -> memory.take(exchanges.get(link.worker).received));
    }
  }

  private void move(List<Exchange> exchanges) {
    long latest = System.nanoTime();
    while (true) {
      boolean over = true;
      boolean moved = false;
      for (Link link : links) {
        Exchange exchange = exchanges.get(link.worker);
        moved |= move(link, exchange);
        over &= exchange.isOver();
      }
      if (over) {
        return;
      }
      if (moved) {
        latest = System.nanoTime();
      } else if (System.nanoTime() - latest < NANOSECONDS_AWAKE) {
        Thread.onSpinWait();
      } else {
        await(exchanges);
      }
    }
  }

  private static boolean move(Link link, Exchange exchange) {
    try {
      long sent = Exchange.isLeft(exchange.sent) ? link.channel.write(exchange.sent) : 0;
      long received = Exchange.isLeft(exchange.received) ? link.channel.read(exchange.received) : 0;
      if (received < 0) {
        throw lost(link, null);
      }
      return sent + received > 0;
    } catch (IOException e) {
      throw lost(link, e);
    }
  }

  private static IllegalStateException lost(Link link, IOException cause) {
    return new IllegalStateException("the connection to worker " + link.worker + " is lost", cause);
  }

  /** Waits until a link can go on. */
  private void await(List<Exchange> exchanges) {
    for (Link link : links) {
      Exchange exchange = exchanges.get(link.worker);
      link.key.interestOps(
          (Exchange.isLeft(exchange.sent) ? SelectionKey.OP_WRITE : 0)
              | (Exchange.isLeft(exchange.received) ? SelectionKey.OP_READ : 0));
    }
    try {
      selector.select(MILLISECONDS_BETWEEN_LOOKS);
      selector.selectedKeys().clear();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot wait for other workers", e);
    }
    if (cancelled.getAsBoolean()) {
      throw new IllegalStateException("gave up waiting for other workers, as one was lost");
    }
  }

  @Override
  public void close() {
    try {
      for (Link link : links) {
        link.channel.close();
        link.memory.ifPresent(SharedMemory::close);
      }
      links.clear();
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the connections to other workers", e);
    }
  }
}
