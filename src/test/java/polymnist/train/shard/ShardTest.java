package polymnist.train.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardTest {
  @Test
  void aShardSurvivesItsFileAndACutOrChangedOneIsRefused() throws IOException {
    byte[] samples = new byte[2 * 2352];
    samples[2352] = (byte) 255;
    Shard shard = new Shard(new byte[] {3, 9}, samples);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    shard.write(out);
    byte[] room = new byte[3 * 2352];
    Arrays.fill(room, (byte) 7);
    for (byte[] given : List.of(new byte[0], room)) {
      Shard read = Shard.read(new ByteArrayInputStream(out.toByteArray()), given);
      assertThat(read.labels()).containsExactly(3, 9);
      assertThat(Arrays.copyOf(read.samples(), samples.length)).isEqualTo(samples);
      assertThat(read.samples() == room).isEqualTo(given == room);
    }
    byte[] cut = Arrays.copyOf(out.toByteArray(), out.size() - 1);
    assertThatThrownBy(() -> Shard.read(new ByteArrayInputStream(cut), room))
        .isInstanceOf(EOFException.class);
    byte[] changed = out.toByteArray();
    changed[changed.length - 1] ^= 1;
    assertThatThrownBy(() -> Shard.read(new ByteArrayInputStream(changed), room))
        .hasMessage("the images of a shard do not have the checksum of its header");
    assertThatThrownBy(() -> Shard.read(new ByteArrayInputStream(new byte[100]), room))
        .hasMessage("is no shard of training images");
  }

  @Test
  void digitsKeepTheirModalities() throws IOException {
    byte[] samples = new byte[2 * 784];
    samples[784 + 5] = (byte) 255;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Shard(new byte[] {3, 9}, new byte[] {4, 1}, samples).write(out);
    Shard read = Shard.read(new ByteArrayInputStream(out.toByteArray()), new byte[0]);
    assertThat(read.labels()).containsExactly(3, 9);
    assertThat(read.modalities()).containsExactly(4, 1);
    assertThat(read.digit(0)).isEqualTo(new byte[784]);
    assertThat(read.digit(1)).isEqualTo(Arrays.copyOfRange(samples, 784, 2 * 784));
  }

  @Test
  void aMinibatchHoldsTheImagesOfItsOrder() {
    byte[] samples = new byte[3 * 2352];
    samples[2 * 2352] = (byte) 255;
    samples[2 * 2352 + 784] = 51;
    Shard shard = new Shard(new byte[] {3, 9, 7}, samples);
    ByteBuffer signed = ByteBuffer.allocate(2 * 2352);
    shard.signed(new int[] {0, 2, 1}, 1, 3, signed);
    assertThat(signed.get(0)).isEqualTo((byte) 127);
    assertThat(signed.get(784)).isEqualTo((byte) -77);
    assertThat(signed.get(2352)).isEqualTo((byte) -128);
    float[] labels = new float[20];
    labels[7] = 1;
    labels[10 + 9] = 1;
    assertThat(shard.targets(new int[] {0, 2, 1}, 1, 3)).containsExactly(labels);
  }

  @Test
  void whatIsOfNoClassIsToBeAnsweredWithAllClassesAlike() {
    Shard shard = new Shard(new byte[] {Shard.NONE, 2}, new byte[2 * 2352]);
    float[] targets = shard.targets(new int[] {0, 1}, 0, 2);
    for (int c = 0; c < 10; c++) {
      assertThat(targets[c]).isEqualTo(0.1f);
      assertThat(targets[10 + c]).isEqualTo(c == 2 ? 1 : 0);
    }
  }
}
