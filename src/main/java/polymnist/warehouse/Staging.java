package polymnist.warehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of runs that are not published: {@code _staging/RUN}. What belongs to no published
 * run has such a folder, until it is removed. Runs do not wait for each other: each writes into a
 * folder of its own, and is dead once that was taken away, as its manifest is renamed out of it.
 *
 * <p>{@code _staging/RUN/claim} names the runs that it reads. A run first tells them, and then
 * looks whether they are still published; who removes a run first takes its manifest away, and then
 * looks whether a run has told of it. So one of both sees the other.
 */
final class Staging {
  /** A run that has written nothing for so long is dead. */
  static final Duration DEAD = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(Staging.class);

  private static final String CLAIM = "claim";

  /** A manifest that is not published yet. */
  private static final String MANIFEST = "manifest.json";

  /** Is written beside the manifest: where it is and the manifest is not, the run is published. */
  private static final String COMMITTING = "committing";

  /** The last line of a claim, without which it is not whole. */
  private static final String END = ".";

  /** The manifest of a run that is removed. */
  private static final String REMOVED = "removed.json";

  /** The same, once nobody can have it back. */
  private static final String GONE = "gone.json";

  /** In the name of a folder that was taken from a dead run. */
  private static final String TAKEN = ".dead-";

  private final Path root;
  private final FileSystem files;
  private final Runs runs;
  private final Set<String> committed = ConcurrentHashMap.newKeySet();

  Staging(Path root, FileSystem files, Runs runs) {
    this.root = root;
    this.files = files;
    this.runs = runs;
  }

  Path folder(String runId) {
    return new Path(new Path(root, "_staging"), runId);
  }

  private Path claimFile(String runId) {
    return new Path(folder(runId), CLAIM);
  }

  /**
   * Begins a run.
   *
   * @param inputs the runs that it reads
   * @return false when another run has begun under this name
   * @throws RunRemoved when a run that it reads was removed since it was chosen
   */
  boolean begin(String runId, Collection<String> inputs) throws IOException {
    Path claim = claimFile(runId);
    try (OutputStream out = NewFile.create(files, claim)) {
      out.write((String.join("\n", inputs) + "\n" + END).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      if (NewFile.isTaken(files, claim, e)) {
        return false;
      }
      throw e;
    }
    for (String input : inputs) {
      if (!files.exists(runs.manifestFile(input))) {
        Listing.remove(files, folder(runId));
        throw new RunRemoved(input);
      }
    }
    return true;
  }

  /**
   * Looks whether a run that has begun may go on.
   *
   * @throws IOException when it was taken for dead
   */
  void refuseIfDead(String runId) throws IOException {
    if (!files.exists(claimFile(runId))) {
      throw new IOException(
          "the run %s was taken for dead, as it wrote nothing for %s days: submit the job again"
              .formatted(runId, DEAD.toDays()));
    }
  }

  /**
   * Writes the manifest into the run's staging folder, syncs it to disk and renames it: the moment
   * of publication. Who takes that folder away before has said that the run is dead.
   */
  void commit(RunManifest run) throws IOException {
    Path published = runs.manifestFile(run.runId());
    files.mkdirs(published.getParent());
    Path aside = new Path(folder(run.runId()), MANIFEST);
    // Not with its folder, as create would.
    try (FSDataOutputStream out = files.createFile(aside).overwrite(true).build()) {
      out.write(run.toJson().getBytes(StandardCharsets.UTF_8));
      out.hsync();
    }
    LocalDisk.sync(files, aside);
    files.createFile(new Path(folder(run.runId()), COMMITTING)).overwrite(true).build().close();
    // Now: a folder that is taken after this takes the manifest along.
    refuseIfDead(run.runId());
    if (files.exists(published) || !LocalDisk.rename(files, aside, published)) {
      throw new IOException("cannot publish " + published + ": it exists already");
    }
    committed.add(run.runId());
    LocalDisk.sync(files, published.getParent());
    LocalDisk.sync(files, root);
    runs.writeCatalogue();
  }

  /** Says that a run lives, where it writes elsewhere for long. */
  void touch(String runId) {
    try {
      files.setTimes(claimFile(runId), System.currentTimeMillis(), -1);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("{} is not renewed", claimFile(runId), e);
    }
  }

  /** Returns the runs that unpublished ones have told that they read, with one of the readers. */
  Map<String, String> readers() throws IOException {
    Map<String, String> readers = new TreeMap<>();
    for (Path run : Listing.of(files, new Path(root, "_staging"))) {
      // A folder that this user may not list is an error, not one without a claim.
      if (Listing.of(files, run).stream().noneMatch(file -> file.getName().equals(CLAIM))) {
        continue;
      }
      try (InputStream in = files.open(new Path(run, CLAIM))) {
        List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        if (!lines.isEmpty() && lines.get(lines.size() - 1).equals(END)) {
          lines.forEach(input -> readers.put(input, run.getName()));
        }
      } catch (FileNotFoundException e) {
        if (files.exists(new Path(run, CLAIM))) {
          throw new IOException(
              run + "/claim is there, but cannot be opened: may this user read it?", e);
        }
      }
    }
    return readers;
  }

  /**
   * Removes a published run: its manifest first, from which moment it is none, and then its files.
   *
   * @return the run that reads it now; then nothing was removed
   */
  Optional<String> remove(RunManifest run) throws IOException {
    Path manifest = runs.manifestFile(run.runId());
    Path folder = ofTaker(run.runId());
    if (!files.mkdirs(folder)) {
      throw new IOException("cannot make " + folder + ": may this user write its folder?");
    }
    if (!LocalDisk.rename(files, manifest, new Path(folder, REMOVED))) {
      // Another process has removed it.
      Listing.remove(files, folder);
      return Optional.empty();
    }
    LocalDisk.sync(files, manifest.getParent());
    return settle(folder, run.runId());
  }

  /**
   * Removes what runs have left that died or were removed.
   *
   * @param runId a run that lives, and whose claim tells the time of the file system
   */
  void removeDead(String runId) throws IOException {
    long now = files.getFileStatus(claimFile(runId)).getModificationTime();
    for (Path staged : Listing.of(files, new Path(root, "_staging"))) {
      try {
        String dead = runOf(staged);
        Path taken = ofTaker(dead);
        if (Listing.lastWritten(files, staged) < now - DEAD.toMillis()
            && LocalDisk.rename(files, staged, taken)) {
          LOG.warn("{} is removed: nothing was written there for {} days", staged, DEAD.toDays());
          settle(taken, dead);
        }
      } catch (IOException e) {
        // What another user left is that user's to remove.
        LOG.warn("cannot remove {}: {}", staged, e.getMessage());
      }
    }
  }

  /** Returns a new name: of several who rename a folder, and its run itself, one has it. */
  private Path ofTaker(String runId) {
    return folder(runId + TAKEN + UUID.randomUUID());
  }

  private static String runOf(Path staged) {
    return staged.getName().split(Pattern.quote(TAKEN), 2)[0];
  }

  /**
   * Publishes a removed run again where another reads it, else removes what is left of it. Each
   * decision is a rename in the folder, which fails when another has taken that meanwhile.
   */
  private Optional<String> settle(Path taken, String runId) throws IOException {
    Path removed = new Path(taken, REMOVED);
    Path gone = new Path(taken, GONE);
    if (files.exists(removed)) {
      Optional<String> reader;
      try {
        reader = reader(runId);
      } catch (IOException e) {
        LocalDisk.rename(files, removed, runs.manifestFile(runId));
        throw e;
      }
      if (!LocalDisk.rename(files, removed, reader.isPresent() ? runs.manifestFile(runId) : gone)) {
        throw new IOException("another job settles what becomes of the run " + runId);
      }
      if (reader.isPresent()) {
        Listing.remove(files, taken);
        return reader;
      }
    }
    if (files.exists(gone) && !files.exists(runs.manifestFile(runId))) {
      removeTables(runId);
      Listing.remove(files, taken);
    } else {
      removeUnpublished(taken, runId);
    }
    return Optional.empty();
  }

  /**
   * Returns a run that reads another, or was made from it. One that was published meanwhile has
   * given up its claim after its manifest was there.
   */
  private Optional<String> reader(String runId) throws IOException {
    String reader = readers().get(runId);
    return reader != null
        ? Optional.of(reader)
        : runs.list().stream()
            .filter(run -> run.inputs().containsValue(runId))
            .map(RunManifest::runId)
            .findFirst();
  }

  /** Of a folder without a claim no run has put anything in place. */
  private void removeUnpublished(Path taken, String runId) throws IOException {
    boolean published =
        files.exists(new Path(taken, COMMITTING)) && !files.exists(new Path(taken, MANIFEST));
    if (!published
        && files.exists(new Path(taken, CLAIM))
        && !files.exists(runs.manifestFile(runId))) {
      removeTables(runId);
    }
    Listing.remove(files, taken);
  }

  private void removeTables(String runId) throws IOException {
    for (FileStatus table : files.listStatus(root)) {
      String name = table.getPath().getName();
      if (table.isDirectory() && !name.startsWith("_")) {
        Listing.remove(files, Warehouse.folder(root, name, runId));
      }
    }
  }

  /** Ends a run: what it did not publish is removed. */
  void end(String runId) throws IOException {
    if (!committed.remove(runId) && !files.exists(runs.manifestFile(runId))) {
      removeTables(runId);
    }
    Listing.remove(files, folder(runId));
  }

  /** Returns the folders of tables that runs let be watched. */
  List<Path> running() throws IOException {
    List<Path> tables = new ArrayList<>();
    for (Path run : Listing.of(files, new Path(root, "_staging"))) {
      tables.addAll(Listing.of(files, new Path(run, "_running")));
    }
    return tables;
  }
}
