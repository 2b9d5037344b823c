package polymnist.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A model of {@link Staging}, of which all states are searched: runs, those who clear and those who
 * remove take their steps in any order, may die before any of them, and may take any folder for
 * dead at any time, so clocks may say what they like and processes may sleep as long as they like.
 *
 * <p>Run 0 is published; runs 1 and 2 read it and write two tables each. A letter is a process:
 * {@code a} and {@code b} are these runs, {@code c} clears, {@code x} removes run 0, {@code y} run
 * 1, {@code z} is a task of run 1 that writes though the run has ended.
 */
class StagingModelTest {
  private static final int RUNS = 3;
  private static final int END = 31;

  /** Where a file's bit is. */
  private enum In {
    /** Published, and the two tables in place. */
    MANIFEST(0),
    TABLE_1(1),
    TABLE_2(2),
    /** In the folder of the run. */
    FOLDER(3),
    CLAIM(4),
    STAGED_1(5),
    STAGED_2(6),
    ASIDE(7),
    /** In the folder that the first, second and third process has taken. */
    TAKEN(8),
    TAKEN_CLAIM(9),
    REMOVED(10),
    GONE(11);

    private final int bit;

    In(int bit) {
      this.bit = bit;
    }

    long of(int run) {
      return 1L << (bit + run * 21);
    }

    long of(int run, int taker) {
      return 1L << (bit + 4 * taker + run * 21);
    }
  }

  private static final In[] STAGED = {In.FOLDER, In.CLAIM, In.STAGED_1, In.STAGED_2, In.ASIDE};

  /** The files that there are, and of each process its step and the run that it works on. */
  private record State(long files, long processes) {
    boolean has(long bit) {
      return (files & bit) != 0;
    }

    State with(long bits) {
      return new State(files | bits, processes);
    }

    State without(long bits) {
      return new State(files & ~bits, processes);
    }

    int step(int process) {
      return (int) (processes >> (8 * process)) & 31;
    }

    int target(int process) {
      return (int) (processes >> (8 * process + 5)) & 7;
    }

    State at(int process, int step, int target) {
      long cleared = processes & ~(255L << (8 * process));
      return new State(files, cleared | (long) (step | target << 5) << (8 * process));
    }

    State at(int process, int step) {
      return at(process, step, target(process));
    }

    boolean isRead() {
      for (int run = 1; run < RUNS; run++) {
        if (has(In.CLAIM.of(run))) {
          return true;
        }
        for (int taker = 0; taker < 3; taker++) {
          if (has(In.TAKEN_CLAIM.of(run, taker))) {
            return true;
          }
        }
      }
      return false;
    }

    boolean isBeingRemoved(int run) {
      return has(In.REMOVED.of(run, 0)) || has(In.REMOVED.of(run, 1)) || has(In.REMOVED.of(run, 2));
    }

    State withoutFolder(int run) {
      State state = this;
      for (In file : STAGED) {
        state = state.without(file.of(run));
      }
      return state;
    }

    State withoutTaken(int run, int taker) {
      return without(
          In.TAKEN.of(run, taker)
              | In.TAKEN_CLAIM.of(run, taker)
              | In.REMOVED.of(run, taker)
              | In.GONE.of(run, taker));
    }
  }

  private static List<State> next(State state, String kinds, int process) {
    int step = state.step(process);
    List<State> next = new ArrayList<>();
    if (step == END) {
      return next;
    }
    // It dies.
    next.add(state.at(process, END, 0));
    switch (kinds.charAt(process)) {
      case 'a' -> next.add(run(state, process, 1));
      case 'b' -> next.add(run(state, process, 2));
      case 'z' -> {
        // Its run, the first process, has begun to write.
        if (state.step(0) > 3) {
          next.add(state.with(In.FOLDER.of(1) | In.STAGED_2.of(1)).at(process, END, 0));
        }
      }
      case 'x' -> next.add(remove(state, process, 0));
      case 'y' -> next.add(remove(state, process, 1));
      default -> next.addAll(step == 0 ? taken(state, process) : List.of(settle(state, process)));
    }
    return next;
  }

  private static State run(State state, int p, int run) {
    return switch (state.step(p)) {
      case 0 -> state.with(In.FOLDER.of(run) | In.CLAIM.of(run)).at(p, 1);
      case 1 -> state.at(p, state.has(In.MANIFEST.of(0)) ? 2 : 15);
      // Reads; what is missing is an error.
      case 2 -> state.at(p, state.has(In.TABLE_1.of(0)) && state.has(In.TABLE_2.of(0)) ? 3 : 11);
      case 3 -> state.with(In.FOLDER.of(run) | In.STAGED_1.of(run)).at(p, 4);
      case 4 -> state.with(In.FOLDER.of(run) | In.STAGED_2.of(run)).at(p, 5);
      case 5, 9 -> state.at(p, state.has(In.CLAIM.of(run)) ? state.step(p) + 1 : 11);
      case 6 -> renamed(state, p, In.STAGED_1.of(run), In.TABLE_1.of(run), 7);
      case 7 -> renamed(state, p, In.STAGED_2.of(run), In.TABLE_2.of(run), 8);
      case 8 ->
          state.has(In.FOLDER.of(run)) ? state.with(In.ASIDE.of(run)).at(p, 9) : state.at(p, 11);
      case 10 -> renamed(state, p, In.ASIDE.of(run), In.MANIFEST.of(run), 11);
      case 11, 13 ->
          state.at(p, state.has(In.MANIFEST.of(run)) ? 15 : state.step(p) == 11 ? 12 : 14);
      case 12 -> state.at(p, state.isBeingRemoved(run) ? 15 : 13);
      case 14 -> state.without(In.TABLE_1.of(run)).at(p, 16);
      case 16 -> state.without(In.TABLE_2.of(run)).at(p, 15);
      default -> state.withoutFolder(run).at(p, END, 0);
    };
  }

  private static State renamed(State state, int p, long from, long to, int then) {
    return state.has(from) ? state.without(from).with(to).at(p, then) : state.at(p, 11);
  }

  private static State remove(State state, int p, int run) {
    return switch (state.step(p)) {
      // Who removes a run has seen its manifest.
      case 0 ->
          state.has(In.MANIFEST.of(run))
              ? state.with(In.TAKEN.of(run, p)).at(p, 1, run)
              : state.at(p, END, 0);
      case 1 ->
          state.has(In.MANIFEST.of(run)) && state.has(In.TAKEN.of(run, p))
              ? state.without(In.MANIFEST.of(run)).with(In.REMOVED.of(run, p)).at(p, 2)
              : state.at(p, END, 0);
      default -> settle(state, p);
    };
  }

  /** All folders that could be taken for dead. */
  private static List<State> taken(State state, int p) {
    List<State> taken = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      if (state.has(In.FOLDER.of(run))) {
        State one = state.withoutFolder(run).with(In.TAKEN.of(run, p));
        taken.add(
            (state.has(In.CLAIM.of(run)) ? one.with(In.TAKEN_CLAIM.of(run, p)) : one)
                .at(p, 2, run));
      }
      for (int other = 0; other < 3; other++) {
        if (other != p && state.has(In.TAKEN.of(run, other))) {
          State one = state.withoutTaken(run, other).with(In.TAKEN.of(run, p));
          for (In file : new In[] {In.TAKEN_CLAIM, In.REMOVED, In.GONE}) {
            one = state.has(file.of(run, other)) ? one.with(file.of(run, p)) : one;
          }
          taken.add(one.at(p, 2, run));
        }
      }
    }
    return taken;
  }

  private static State settle(State state, int p) {
    int run = state.target(p);
    long removed = In.REMOVED.of(run, p);
    return switch (state.step(p)) {
      case 2 -> state.at(p, state.has(removed) ? 3 : 6);
      case 3 -> state.at(p, run == 0 && state.isRead() ? 4 : 5);
      case 4 ->
          state.has(removed)
              ? state.without(removed).with(In.MANIFEST.of(run)).at(p, 12)
              : state.at(p, END, 0);
      case 5 ->
          state.has(removed)
              ? state.without(removed).with(In.GONE.of(run, p)).at(p, 6)
              : state.at(p, END, 0);
      case 6 -> state.at(p, state.has(In.GONE.of(run, p)) ? 10 : 7);
      case 7, 9 -> state.at(p, state.has(In.MANIFEST.of(run)) ? 12 : state.step(p) + 1);
      case 8 -> state.at(p, state.isBeingRemoved(run) ? 12 : 9);
      case 10 -> state.without(In.TABLE_1.of(run)).at(p, 11);
      case 11 -> state.without(In.TABLE_2.of(run)).at(p, 12);
      default -> state.withoutTaken(run, p).at(p, END, 0);
    };
  }

  @ParameterizedTest
  @CsvSource({"abc", "acx", "xac", "acc", "cay", "cya", "axx", "xxa", "cxx", "acz"})
  void nothingPublishedIsLostAndNothingIsLeft(String kinds) {
    State begin = new State(In.MANIFEST.of(0) | In.TABLE_1.of(0) | In.TABLE_2.of(0), 0);
    Set<State> seen = new HashSet<>(Set.of(begin));
    Deque<State> open = new ArrayDeque<>(seen);
    boolean published = false;
    while (!open.isEmpty()) {
      State state = open.remove();
      published |= state.has(In.MANIFEST.of(1));
      boolean ended = true;
      for (int p = 0; p < kinds.length(); p++) {
        for (State after : next(state, kinds, p)) {
          ended = false;
          for (int run = 0; run < RUNS; run++) {
            assertThat(
                    !after.has(In.MANIFEST.of(run))
                        || (after.has(In.TABLE_1.of(run)) && after.has(In.TABLE_2.of(run))))
                .as(
                    "%s: run %s is published without its tables: %s after %s",
                    kinds, run, after, state)
                .isTrue();
          }
          if (seen.add(after)) {
            open.add(after);
          }
        }
      }
      if (ended) {
        assertAllIsCleared(state);
      }
    }
    assertThat(published || !kinds.contains("a")).isTrue();
  }

  /** What the next who clear find dead, they remove: runs, and then what was removed of others. */
  private static void assertAllIsCleared(State ended) {
    State state = ended;
    for (int sweep = 0; sweep < 9; sweep++) {
      int p = sweep % 3;
      List<State> taken = taken(state.at(p, 0, 0), p);
      if (!taken.isEmpty()) {
        state = taken.get(taken.size() - 1);
        while (state.step(p) != END) {
          state = settle(state, p);
        }
      }
    }
    for (int run = 0; run < RUNS; run++) {
      boolean remains =
          !state.has(In.MANIFEST.of(run))
              && (state.has(In.TABLE_1.of(run)) || state.has(In.TABLE_2.of(run)));
      assertThat(remains || state.has(In.FOLDER.of(run)))
          .as("run %s after %s", run, ended)
          .isFalse();
    }
  }
}
