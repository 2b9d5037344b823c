package polymnist.train.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkConf;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.network.Mlp;
import polymnist.network.NativeLibrary;
import polymnist.network.NetworkFrame;
import polymnist.network.WarmUpCosine;

/** Averages among workers, which are threads here, over real connections. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StateExchangeTest {
  private static final String HOST = "127.0.0.1";

  /** More than half of the state of a network of width 4. */
  private static final int BYTES = 100_000;

  @TempDir private Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final List<WorkerLinks> links = new ArrayList<>();

  @BeforeAll
  static void prepare() {
    NativeLibrary.prepare();
  }

  @AfterEach
  void close() {
    links.forEach(WorkerLinks::close);
    threads.shutdownNow();
  }

  /** Links so many workers, each with all others, as those of one machine or of several. */
  private void link(int workers, boolean near, int bytes) throws IOException {
    List<MeetingPoint> points = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      points.add(new MeetingPoint(HOST, workers));
      links.add(new WorkerLinks(cancelled::get));
    }
    for (int worker = 0; worker < workers; worker++) {
      for (int other = 0; other < worker; other++) {
        MeetingPoint.Address address = MeetingPoint.Address.of(points.get(other).address().bytes());
        links
            .get(worker)
            .add(other, MeetingPoint.call(near ? address : elsewhere(address), worker, bytes));
        points.get(other).answer(links.get(other), bytes, cancelled::get);
      }
    }
    for (MeetingPoint point : points) {
      point.close();
    }
  }

  /** Returns what an address is for a worker on another machine. */
  private static MeetingPoint.Address elsewhere(MeetingPoint.Address address) {
    return new MeetingPoint.Address(
        address.host(), address.port(), "/not/on/this/machine", address.secret());
  }

  private static ComputationGraph network(int width) {
    ComputationGraph network =
        new ComputationGraph(
            new Mlp(List.of(width)).network(new NetworkFrame(1, new WarmUpCosine(0.01, 2, 10))));
    network.init();
    return network;
  }

  private static NetworkState state(NetworkState like, int seed, int iteration) {
    SplittableRandom random = new SplittableRandom(seed);
    return new NetworkState(
        random(random, like.parameters().length),
        random(random, like.updaterState().length),
        iteration,
        like.epoch());
  }

  private static float[] random(SplittableRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }

  private <T> List<T> together(List<Callable<T>> workers)
      throws InterruptedException, ExecutionException {
    List<T> results = new ArrayList<>();
    for (Future<T> result : threads.invokeAll(workers, 50, TimeUnit.SECONDS)) {
      results.add(result.get());
    }
    return results;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void workersGetTheSameBitsAsTheDriverRoundAfterRound(boolean near) throws Exception {
    int workers = 3;
    // 2.4 million parameters: more than a connection holds of itself.
    int width = 1_000;
    link(workers, near, StateExchange.mostBytes(network(width), workers));
    List<ComputationGraph> networks = new ArrayList<>();
    List<StateExchange> exchanges = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      networks.add(network(width));
      exchanges.add(new StateExchange(links.get(worker), worker, workers));
    }
    // Worker 1 trains nothing in the second round.
    long[][] examples = {{64, 32, 7}, {10, 0, 10}};
    for (int round = 0; round < 2; round++) {
      List<Contribution> shares = new ArrayList<>();
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        ComputationGraph network = networks.get(worker);
        NetworkState state =
            state(NetworkState.of(network), 10 * round + worker, 20 * round + 5 + worker % 2);
        state.into(network);
        long trained = examples[round][worker];
        if (trained > 0) {
          shares.add(new Contribution(state, trained));
        }
        StateExchange exchange = exchanges.get(worker);
        // Worker 0 says when it ends; what others wish is no matter.
        boolean last = worker == 0 ? round == 1 : round == 0;
        tasks.add(() -> exchange.average(network, trained, last));
      }
      boolean ends = round == 1;
      assertThat(together(tasks)).containsExactly(ends, ends, ends);
      NetworkState expected = Contribution.average(shares);
      for (ComputationGraph network : networks) {
        NetworkState average = NetworkState.of(network);
        assertThat(average.parameters()).isEqualTo(expected.parameters());
        assertThat(average.updaterState()).isEqualTo(expected.updaterState());
        assertThat(average.iteration()).isEqualTo(expected.iteration());
      }
    }
  }

  @Test
  void oneWorkerIsItsOwnAverage() {
    ComputationGraph network = network(4);
    NetworkState state = state(NetworkState.of(network), 1, 5);
    state.into(network);
    StateExchange alone = new StateExchange(new WorkerLinks(() -> false), 0, 1);
    assertThat(alone.average(network, 10, false)).isFalse();
    assertThat(alone.average(network, 10, true)).isTrue();
    assertThat(NetworkState.of(network).parameters()).isEqualTo(state.parameters());
  }

  @Test
  void aPartWithoutBytesKeepsNothingBack() throws Exception {
    link(2, true, BYTES);
    assertThat(exchangedNumbers()).containsExactly((byte) 2, (byte) 1);
  }

  /** Sends worker 1 a 1 and worker 0 a 2, each with a part that has no bytes. */
  private List<Byte> exchangedNumbers() throws InterruptedException, ExecutionException {
    List<Callable<Byte>> workers = new ArrayList<>();
    for (int own = 0; own < 2; own++) {
      WorkerLinks mine = links.get(own);
      ByteBuffer sent = ByteBuffer.wrap(new byte[] {(byte) (own + 1)});
      ByteBuffer received = ByteBuffer.allocate(1);
      WorkerLinks.Exchange exchange =
          new WorkerLinks.Exchange(
              new ByteBuffer[] {sent, ByteBuffer.allocate(0)},
              new ByteBuffer[] {received, ByteBuffer.allocate(0)});
      workers.add(
          () -> {
            mine.exchange(List.of(exchange, exchange));
            return received.get(0);
          });
    }
    return together(workers);
  }

  @Test
  void aLostWorkerIsNamed() throws IOException {
    link(2, true, BYTES);
    links.get(1).close();
    assertThatThrownBy(() -> new StateExchange(links.get(0), 0, 2).average(network(4), 1, false))
        .hasMessage("the connection to worker 1 is lost");
  }

  @Test
  void aWorkerWhoseTaskIsKilledWaitsNoLonger() throws Exception {
    link(2, true, BYTES);
    Future<Boolean> waiting =
        threads.submit(() -> new StateExchange(links.get(0), 0, 2).average(network(4), 1, false));
    cancelled.set(true);
    assertThatThrownBy(waiting::get)
        .hasRootCauseMessage("gave up waiting for other workers, as one was lost");
  }

  @Test
  void workersMayMeetWhereTheyStayAndSparkDoesNotEncrypt() {
    assertThat(WorkerMeeting.isAllowed(new SparkConf(false), 100)).isTrue();
    assertThat(WorkerMeeting.isAllowed(new SparkConf(false), 101)).isFalse();
    for (String hinders :
        List.of(
            "spark.network.crypto.enabled",
            "spark.authenticate.enableSaslEncryption",
            "spark.dynamicAllocation.enabled")) {
      assertThat(WorkerMeeting.isAllowed(new SparkConf(false).set(hinders, "true"), 2))
          .as(hinders)
          .isFalse();
    }
  }

  @Test
  void whoDoesNotKnowTheSecretIsRefused() throws Exception {
    try (MeetingPoint point = new MeetingPoint(HOST, 2);
        WorkerLinks linked = new WorkerLinks(() -> false);
        WorkerLinks caller = new WorkerLinks(() -> false)) {
      MeetingPoint.Address address = point.address();
      Future<?> waiting =
          threads.submit(
              () -> {
                point.answer(linked, BYTES, () -> false);
                return null;
              });
      MeetingPoint.Address guessed =
          new MeetingPoint.Address(
              HOST, address.port(), address.file(), new byte[address.secret().length]);
      try (WorkerLinks.Connection stranger = MeetingPoint.call(guessed, 1, BYTES)) {
        assertThat(isClosed(stranger.channel())).isTrue();
      }
      // One that says nothing at all.
      SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port()))
          .close();
      assertThat(waiting.isDone()).isFalse();
      caller.add(0, MeetingPoint.call(address, 1, BYTES));
      waiting.get();
    }
  }

  /**
   * Waits until the other side has closed a connection: at its end, or with what it left unread.
   */
  private static boolean isClosed(SocketChannel channel) {
    try {
      return channel.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void workersOfOneMachineMeetWithoutThePort() throws IOException {
    Path file;
    try (MeetingPoint point = new MeetingPoint(HOST, 1)) {
      MeetingPoint.Address address = point.address();
      file = Path.of(address.file());
      assertThat(Files.getPosixFilePermissions(file.getParent()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      try (WorkerLinks.Connection near = MeetingPoint.call(address, 1, BYTES);
          WorkerLinks.Connection far = MeetingPoint.call(elsewhere(address), 1, BYTES)) {
        assertThat(near.memory()).isPresent();
        assertThat(far.memory()).isEmpty();
        assertThat(near.channel().getRemoteAddress()).isEqualTo(UnixDomainSocketAddress.of(file));
        assertThat(far.channel().getRemoteAddress())
            .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port()));
      }
    }
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void whereMemoryCannotBeSharedTheSocketCarriesAll() throws Exception {
    try (MeetingPoint point = new MeetingPoint(HOST, 1)) {
      Path socket = Path.of(point.address().file());
      Files.createFile(socket.resolveSibling("memory-1"));
      for (int worker = 0; worker < 2; worker++) {
        links.add(new WorkerLinks(cancelled::get));
      }
      try (WorkerLinks.Connection connection = MeetingPoint.call(point.address(), 1, BYTES)) {
        assertThat(connection.memory()).isEmpty();
        links.get(1).add(0, connection);
        point.answer(links.get(0), BYTES, cancelled::get);
        assertThat(exchangedNumbers()).containsExactly((byte) 2, (byte) 1);
      }
    }
  }

  /** Such as one that a lost worker left behind. */
  @Test
  void aFileThatNobodyListensToIsPassedBy() throws IOException {
    try (MeetingPoint point = new MeetingPoint(HOST, 1)) {
      MeetingPoint.Address address = point.address();
      MeetingPoint.Address dead =
          new MeetingPoint.Address(
              HOST,
              address.port(),
              Files.createFile(folder.resolve("socket")).toString(),
              address.secret());
      try (WorkerLinks.Connection caller = MeetingPoint.call(dead, 1, BYTES)) {
        assertThat(caller.channel().getRemoteAddress())
            .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port()));
      }
    }
  }

  @Test
  void anAddressWithoutWorkerIsNamed() throws IOException {
    MeetingPoint point = new MeetingPoint(HOST, 1);
    MeetingPoint.Address address = point.address();
    point.close();
    assertThatThrownBy(() -> MeetingPoint.call(address, 3, BYTES))
        .hasMessageContaining("worker 3 cannot reach another at 127.0.0.1:" + address.port());
  }
}
