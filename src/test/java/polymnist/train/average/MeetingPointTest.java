package polymnist.train.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MeetingPointTest {
  private static final int BYTES = 1_000;

  private static SocketChannel stranger(MeetingPoint.Address address, int bytes)
      throws IOException {
    SocketChannel stranger =
        SocketChannel.open(new InetSocketAddress(address.host(), address.port()));
    stranger.write(ByteBuffer.allocate(bytes));
    return stranger;
  }

  /** Each stranger would take ten seconds, if they were heard one after the other. */
  @Test
  @Timeout(9)
  void silentSlowAndWrongCallersKeepNoWorkerWaiting() throws Exception {
    List<SocketChannel> strangers = new ArrayList<>();
    try (MeetingPoint point = new MeetingPoint("127.0.0.1", 50);
        WorkerLinks links = new WorkerLinks(() -> false)) {
      for (int i = 0; i < 20; i++) {
        // Silent, a byte alone, a wrong secret.
        strangers.add(stranger(point.address(), List.of(0, 1, 24).get(i % 3)));
      }
      CompletableFuture<WorkerLinks.Connection> calling =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return MeetingPoint.call(point.address(), 3, BYTES);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      point.answer(links, BYTES, () -> false);
      calling.get(5, TimeUnit.SECONDS).close();
      // The worker may have come before they were heard, so that waiting goes on until they are.
      SocketChannel wrong = strangers.get(2);
      wrong.configureBlocking(false);
      assertThatThrownBy(() -> point.answer(links, BYTES, () -> isSentAway(wrong)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("as one was lost");
    } finally {
      for (SocketChannel stranger : strangers) {
        stranger.close();
      }
    }
  }

  private static boolean isSentAway(SocketChannel stranger) {
    try {
      return stranger.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      // A reset is as good as an end.
      return true;
    }
  }

  @Test
  @Timeout(9)
  void waitingEndsWhenAnotherWorkerIsLostThoughStrangersCall() throws Exception {
    try (MeetingPoint point = new MeetingPoint("127.0.0.1", 5);
        WorkerLinks links = new WorkerLinks(() -> false);
        SocketChannel silent = stranger(point.address(), 1)) {
      assertThat(silent.isOpen()).isTrue();
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
      assertThatThrownBy(() -> point.answer(links, BYTES, () -> System.nanoTime() > end))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("as one was lost");
    }
  }
}
