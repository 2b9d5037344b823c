package polymnist.input;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import polymnist.setting.UserError;

/**
 * Everything in a folder and its sub-folders, each name once. A link is taken where it leads to a
 * file in the same folder; other links are named and not followed, so that no listing runs in
 * circles or leaves the folder.
 */
public final class InputFolder {
  /**
   * Paths, in lower case, of what is hidden or lies in a hidden folder, and of what systems and
   * editors leave behind: no one meant to give these.
   */
  private static final Pattern JUNK =
      Pattern.compile("(.*/)?(\\..*|__macosx/.*|_[^/]*|thumbs\\.db|desktop\\.ini)", Pattern.DOTALL);

  /** How the problem of a folder begins that this user may not read. */
  public static final String UNLISTED = "cannot be listed: ";

  private InputFolder() {}

  /** Tells by a path below the folder whether nobody meant to give the file. */
  public static boolean isJunk(String path) {
    return JUNK.matcher(path.toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * Lists a folder, sorted by path; a file is listed as itself, with an empty path.
   *
   * @throws FileNotFoundException when there is neither
   */
  public static List<InputFile> list(String folder, Configuration hadoop)
      throws FileNotFoundException {
    org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(folder);
    try {
      FileSystem files = root.getFileSystem(hadoop);
      org.apache.hadoop.fs.Path qualified = files.makeQualified(root);
      List<InputFile> found =
          qualified.toUri().getScheme().equals("file")
              ? local(Path.of(qualified.toUri().getPath()))
              : remote(files, qualified);
      found.sort(Comparator.comparing(InputFile::path));
      return found;
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /**
   * Lists a folder that a setting names.
   *
   * @param what it is, such as {@code folder of pictures}
   * @param remedy the end of the message
   * @throws UserError when there is none, it is a file, or this user may not read it
   */
  public static List<InputFile> list(
      String what, String folder, String remedy, Configuration hadoop) {
    String problem = "there is no %s %s that you can see%s";
    try {
      List<InputFile> files = list(folder, hadoop);
      if (files.size() != 1 || !files.get(0).path().isEmpty()) {
        return files;
      }
      boolean isFile = files.get(0).problem() == null;
      problem = isFile ? "%2$s is a file and no %1$s%3$s" : "you may not read the %s %s%s";
    } catch (FileNotFoundException e) {
      // It is what the problem says already.
    }
    throw UserError.request(problem.formatted(what, folder, remedy));
  }

  private static List<InputFile> remote(FileSystem files, org.apache.hadoop.fs.Path root)
      throws IOException {
    List<InputFile> found = new ArrayList<>();
    String prefix = root.toUri().getPath();
    RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true);
    while (all.hasNext()) {
      LocatedFileStatus file = all.next();
      String path = file.getPath().toUri().getPath().substring(prefix.length());
      found.add(
          new InputFile(
              path.replaceFirst("^/", ""), file.getPath().toString(), file.getLen(), null));
    }
    return found;
  }

  /** Hadoop's own listing follows links for ever, and leaves out what it cannot name. */
  private static List<InputFile> local(Path root) throws IOException {
    if (!Files.exists(root)) {
      throw new FileNotFoundException(root.toString());
    }
    Path real = root.toRealPath();
    List<InputFile> found = new ArrayList<>();
    Files.walkFileTree(
        real,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.add(local(real, file, attributes));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            String reason = e.getClass().getSimpleName() + " " + e.getMessage();
            found.add(new InputFile(path(real, file), "file:" + file, 0, UNLISTED + reason));
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static InputFile local(Path root, Path file, BasicFileAttributes attributes) {
    InputFile listed = new InputFile(path(root, file), "file:" + file, attributes.size(), null);
    Optional<String> problem = nameProblem(file);
    if (problem.isEmpty() && attributes.isSymbolicLink()) {
      return ofLink(root, file, listed);
    }
    if (problem.isEmpty() && !attributes.isRegularFile()) {
      problem = Optional.of("is a pipe, a socket or a device and no file");
    }
    return problem.map(listed::with).orElse(listed);
  }

  private static String path(Path root, Path file) {
    return root.relativize(file).toString();
  }

  private static InputFile ofLink(Path root, Path link, InputFile listed) {
    try {
      Path target = link.toRealPath();
      if (Files.isDirectory(target)) {
        return listed.with("is a link to a folder, and such are not followed: copy the folder");
      }
      if (!target.startsWith(root)) {
        return listed.with("is a link that leads out of the folder: copy the file");
      }
      if (!Files.isRegularFile(target)) {
        return listed.with("is a link to a pipe, a socket or a device");
      }
      return new InputFile(listed.path(), listed.location(), Files.size(target), null);
    } catch (IOException e) {
      return listed.with("is a link that leads nowhere");
    }
  }

  /** A name that this Java cannot write as text, or Hadoop cannot read back, opens no file. */
  private static Optional<String> nameProblem(Path file) {
    String name = file.toString();
    try {
      CharsetEncoder encoder =
          Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")).newEncoder();
      if (!encoder.canEncode(name) || name.indexOf('\ufffd') >= 0 || !Path.of(name).equals(file)) {
        return Optional.of(
            "has a name that is no text in this system's encoding: rename it, or set LC_ALL=C.UTF-8");
      }
      if (!new org.apache.hadoop.fs.Path("file:" + name).toUri().getPath().equals(name)) {
        return Optional.of("has a name that Hadoop cannot read: rename it");
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      // Java's for a path that it cannot make, or Hadoop's.
      return Optional.of("has a name that is no path: rename it");
    }
  }
}
