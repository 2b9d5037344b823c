package polymnist.train.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polymnist.augment.Policy;
import polymnist.augment.kind.Augmentation;
import polymnist.chance.Chance;
import polymnist.image.Image;
import polymnist.setting.Settings;

class FreshCopiesTest {
  private static final int IMAGES = 8;
  private static final Policy UNCHANGED = new Policy("none", List.of());

  private final Shard shard = shard();
  private final Policy standard = standard();

  private static Shard shard() {
    byte[] samples = new byte[IMAGES * POLYMNIST.samples()];
    Chance.generator(1, "samples").nextBytes(samples);
    return new Shard(new byte[IMAGES], samples);
  }

  /** What a block of policies is bound to. */
  private record BoundPolicies(
      String policy,
      int copies,
      String balance,
      long seed,
      double mostQuarantined,
      Map<String, List<Augmentation>> policies) {}

  private static Policy standard() {
    Settings settings = Settings.load(Path.of("").toAbsolutePath(), "demo", List.of());
    return Policy.all(settings.bind("augment", BoundPolicies.class).policies()).get("standard");
  }

  /** Returns the images of some minibatches of an epoch, as signed bytes. */
  private byte[] read(Policy policy, long seed, int epoch, int... ends) {
    int[] order = Shard.order(IMAGES, 5, 0, 1);
    byte[] all = new byte[IMAGES * POLYMNIST.samples()];
    int from = 0;
    for (int to : ends) {
      Minibatch minibatch = new Minibatch(0, epoch, from, to);
      ByteBuffer target = ByteBuffer.allocate((to - from) * POLYMNIST.samples());
      new FreshCopies(policy, seed).signed(shard, order, minibatch, target);
      System.arraycopy(target.array(), 0, all, from * POLYMNIST.samples(), target.capacity());
      from = to;
    }
    return all;
  }

  @Test
  void minibatchesDoNotMatter() {
    assertThat(read(standard, 7, 1, 8)).isEqualTo(read(standard, 7, 1, 3, 5, 8));
  }

  @Test
  void everyEpochAndSeedHasItsOwnCopies() {
    byte[] copies = read(standard, 7, 1, 8);
    assertThat(read(standard, 7, 2, 8)).isNotEqualTo(copies);
    assertThat(read(standard, 8, 1, 8)).isNotEqualTo(copies);
  }

  @Test
  void anEmptyPolicyReadsTheImagesAsTheyAre() {
    ByteBuffer plain = ByteBuffer.allocate(IMAGES * POLYMNIST.samples());
    shard.signed(Shard.order(IMAGES, 5, 0, 1), 0, IMAGES, plain);
    assertThat(read(UNCHANGED, 7, 1, 8)).isEqualTo(plain.array());
  }

  @Test
  void anImageIsChangedAsThePolicySays() {
    int first = Shard.order(IMAGES, 5, 0, 1)[0];
    byte[] samples = new byte[POLYMNIST.samples()];
    System.arraycopy(shard.samples(), first * POLYMNIST.samples(), samples, 0, samples.length);
    Image changed = standard.changed(new Image(3, 28, 28, samples), 7, "fresh 0/" + first, 4);
    byte[] read = read(standard, 7, 4, 8);
    for (int i = 0; i < samples.length; i++) {
      assertThat(read[i]).isEqualTo((byte) (changed.samples()[i] ^ 0x80));
    }
  }
}
