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
 * {@code a} and {@code b} are these runs, {@code d} is run 2 that reads run 1 instead, {@code c}
 * clears, {@code x} removes run 0, {@code y} run 1, {@code z} is a task of run 1 that writes though
 * the run has ended.
 */
class StagingModelTest {
  private static final int RUNS = 3;
  private static final int TAKERS = 4;
  private static final int END = 31;

  /** Files, of each run. */
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
    COMMITTING(8),
    /** In the folder that the first, second and third process has taken. */
    TAKEN(9),
    TAKEN_CLAIM(10),
    TAKEN_COMMITTED(11),
    REMOVED(12),
    GONE(13);

    private final int bit;

    In(int bit) {
      this.bit = bit;
    }

    int of(int run) {
      return bit + run * 32;
    }

    int of(int run, int taker) {
      return bit + 5 * taker + run * 32;
    }
  }

  private static final In[] STAGED = {
    In.FOLDER, In.CLAIM, In.STAGED_1, In.STAGED_2, In.ASIDE, In.COMMITTING
  };
  private static final In[] IN_TAKEN = {
    In.TAKEN, In.TAKEN_CLAIM, In.TAKEN_COMMITTED, In.REMOVED, In.GONE
  };

  /** The files that there are, and of each process its step and the run that it works on. */
  private record State(long low, long high, long processes) {
    boolean has(int file) {
      return ((file < 64 ? low >> file : high >> (file - 64)) & 1) != 0;
    }

    State with(int... files) {
      State state = this;
      for (int file : files) {
        state =
            file < 64
                ? new State(state.low | 1L << file, state.high, processes)
                : new State(state.low, state.high | 1L << (file - 64), processes);
      }
      return state;
    }

    State without(int... files) {
      State state = this;
      for (int file : files) {
        state =
            file < 64
                ? new State(state.low & ~(1L << file), state.high, processes)
                : new State(state.low, state.high & ~(1L << (file - 64)), processes);
      }
      return state;
    }

    int step(int process) {
      return (int) (processes >> (8 * process)) & 31;
    }

    int target(int process) {
      return (int) (processes >> (8 * process + 5)) & 7;
    }

    State at(int process, int step, int target) {
      long cleared = processes & ~(255L << (8 * process));
      return new State(low, high, cleared | (long) (step | target << 5) << (8 * process));
    }

    State at(int process, int step) {
      return at(process, step, target(process));
    }

    boolean isClaimed(int input, String kinds) {
      for (int run = 1; run < RUNS; run++) {
        if (inputOf(run, kinds) == input) {
          boolean claimed = has(In.CLAIM.of(run));
          for (int taker = 0; taker < TAKERS; taker++) {
            claimed |= has(In.TAKEN_CLAIM.of(run, taker));
          }
          if (claimed) {
            return true;
          }
        }
      }
      return false;
    }

    /** Of runs that were made from it, and have given up their claims meanwhile. */
    boolean hasDescendant(int input, String kinds) {
      return (inputOf(1, kinds) == input && has(In.MANIFEST.of(1)))
          || (inputOf(2, kinds) == input && has(In.MANIFEST.of(2)));
    }

    boolean isWhole(int run) {
      return has(In.TABLE_1.of(run)) && has(In.TABLE_2.of(run));
    }

    State withoutFolder(int run) {
      State state = this;
      for (In file : STAGED) {
        state = state.without(file.of(run));
      }
      return state;
    }

    State withoutTaken(int run, int taker) {
      State state = this;
      for (In file : IN_TAKEN) {
        state = state.without(file.of(run, taker));
      }
      return state;
    }
  }

  private static int inputOf(int run, String kinds) {
    return run == 2 && kinds.contains("d") ? 1 : 0;
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
      case 'a' -> next.add(run(state, process, 1, 0));
      case 'b' -> next.add(run(state, process, 2, 0));
      case 'd' -> next.add(run(state, process, 2, 1));
      case 'z' -> {
        // Its run, the first process, has begun to write.
        if (state.step(0) > 3) {
          next.add(state.with(In.FOLDER.of(1), In.STAGED_2.of(1)).at(process, END, 0));
        }
      }
      case 'x' -> next.add(remove(state, process, 0, kinds));
      case 'y' -> next.add(remove(state, process, 1, kinds));
      default ->
          next.addAll(step == 0 ? taken(state, process) : List.of(settle(state, process, kinds)));
    }
    return next;
  }

  private static State run(State state, int p, int run, int input) {
    return switch (state.step(p)) {
      case 0 -> state.with(In.FOLDER.of(run), In.CLAIM.of(run)).at(p, 1);
      case 1 -> state.at(p, state.has(In.MANIFEST.of(input)) ? 2 : 16);
      // Reads; what is missing is an error.
      case 2 -> state.at(p, state.isWhole(input) ? 3 : 12);
      case 3 -> state.with(In.FOLDER.of(run), In.STAGED_1.of(run)).at(p, 4);
      case 4 -> state.with(In.FOLDER.of(run), In.STAGED_2.of(run)).at(p, 5);
      case 5, 10 -> state.at(p, state.has(In.CLAIM.of(run)) ? state.step(p) + 1 : 12);
      case 6 -> renamed(state, p, In.STAGED_1.of(run), In.TABLE_1.of(run), 7);
      case 7 -> renamed(state, p, In.STAGED_2.of(run), In.TABLE_2.of(run), 8);
      case 8 -> written(state, p, run, In.ASIDE, 9);
      case 9 -> written(state, p, run, In.COMMITTING, 10);
      case 11 -> renamed(state, p, In.ASIDE.of(run), In.MANIFEST.of(run), 16);
      case 12 -> state.at(p, state.has(In.MANIFEST.of(run)) ? 16 : 14);
      case 14 -> state.without(In.TABLE_1.of(run)).at(p, 15);
      case 15 -> state.without(In.TABLE_2.of(run)).at(p, 16);
      default -> state.withoutFolder(run).at(p, END, 0);
    };
  }

  /** A file in the run's folder, which is not made with it. */
  private static State written(State state, int p, int run, In file, int then) {
    return state.has(In.FOLDER.of(run)) ? state.with(file.of(run)).at(p, then) : state.at(p, 12);
  }

  private static State renamed(State state, int p, int from, int to, int then) {
    return state.has(from) ? state.without(from).with(to).at(p, then) : state.at(p, 12);
  }

  private static State remove(State state, int p, int run, String kinds) {
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
      default -> settle(state, p, kinds);
    };
  }

  /** All folders that could be taken for dead. */
  private static List<State> taken(State state, int p) {
    List<State> taken = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      if (state.has(In.FOLDER.of(run))) {
        State one = state.withoutFolder(run).with(In.TAKEN.of(run, p));
        one = state.has(In.CLAIM.of(run)) ? one.with(In.TAKEN_CLAIM.of(run, p)) : one;
        boolean committed = state.has(In.COMMITTING.of(run)) && !state.has(In.ASIDE.of(run));
        one = committed ? one.with(In.TAKEN_COMMITTED.of(run, p)) : one;
        taken.add(one.at(p, 2, run));
      }
      for (int other = 0; other < TAKERS; other++) {
        if (other != p && state.has(In.TAKEN.of(run, other))) {
          State one = state.withoutTaken(run, other);
          for (In file : IN_TAKEN) {
            one = state.has(file.of(run, other)) ? one.with(file.of(run, p)) : one;
          }
          taken.add(one.at(p, 2, run));
        }
      }
    }
    return taken;
  }

  private static State settle(State state, int p, String kinds) {
    int run = state.target(p);
    int removed = In.REMOVED.of(run, p);
    return switch (state.step(p)) {
      case 2 -> state.at(p, state.has(removed) ? 3 : 7);
      case 3 -> state.at(p, state.isClaimed(run, kinds) ? 5 : 4);
      case 4 -> state.at(p, state.hasDescendant(run, kinds) ? 5 : 6);
      case 5 ->
          state.has(removed)
              ? state.without(removed).with(In.MANIFEST.of(run)).at(p, 13)
              : state.at(p, END, 0);
      case 6 ->
          state.has(removed)
              ? state.without(removed).with(In.GONE.of(run, p)).at(p, 7)
              : state.at(p, END, 0);
      case 7 -> state.at(p, state.has(In.GONE.of(run, p)) ? 8 : 9);
      case 8 -> state.at(p, state.has(In.MANIFEST.of(run)) ? 9 : 11);
      case 9 ->
          state.at(
              p,
              state.has(In.TAKEN_COMMITTED.of(run, p)) || !state.has(In.TAKEN_CLAIM.of(run, p))
                  ? 13
                  : 10);
      case 10 -> state.at(p, state.has(In.MANIFEST.of(run)) ? 13 : 11);
      case 11 -> state.without(In.TABLE_1.of(run)).at(p, 12);
      case 12 -> state.without(In.TABLE_2.of(run)).at(p, 13);
      default -> state.withoutTaken(run, p).at(p, END, 0);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "abc", "acx", "xac", "acc", "cay", "cya", "axx", "xxa", "cxx", "acz", "abx", "ady", "acd",
    "acxx"
  })
  void nothingPublishedIsLostAndNothingIsLeft(String kinds) {
    State begin = new State(0, 0, 0).with(In.MANIFEST.of(0), In.TABLE_1.of(0), In.TABLE_2.of(0));
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
            assertThat(!after.has(In.MANIFEST.of(run)) || after.isWhole(run))
                .as("%s: run %s is published in part: %s after %s", kinds, run, after, state)
                .isTrue();
          }
          if (seen.add(after)) {
            open.add(after);
          }
        }
      }
      if (ended) {
        assertAllIsCleared(state, kinds);
      }
    }
    assertThat(published || !kinds.contains("a")).isTrue();
  }

  /** What the next who clear find dead, they remove: runs, and then what was removed of others. */
  private static void assertAllIsCleared(State ended, String kinds) {
    State state = ended;
    for (int sweep = 0; sweep < 12; sweep++) {
      int p = sweep % TAKERS;
      List<State> taken = taken(state.at(p, 0, 0), p);
      if (!taken.isEmpty()) {
        state = taken.get(taken.size() - 1);
        while (state.step(p) != END) {
          state = settle(state, p, kinds);
        }
      }
    }
    for (int run = 0; run < RUNS; run++) {
      boolean remains =
          !state.has(In.MANIFEST.of(run))
              && (state.has(In.TABLE_1.of(run)) || state.has(In.TABLE_2.of(run)));
      // A task that outlives its run's death may leave a table that nobody sees.
      remains &= !kinds.contains("z");
      assertThat(remains || state.has(In.FOLDER.of(run)))
          .as("run %s after %s", run, ended)
          .isFalse();
      // What a published run was made from is published.
      assertThat(
              run == 0
                  || !state.has(In.MANIFEST.of(run))
                  || state.has(In.MANIFEST.of(inputOf(run, kinds))))
          .as("run %s was made from a run that is gone, after %s", run, ended)
          .isTrue();
    }
  }
}
