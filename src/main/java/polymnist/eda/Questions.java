package polymnist.eda;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import polymnist.setting.UserError;
import polymnist.warehouse.InputFiles;

/** Reads questions from folders and puts them in an order in which they can be answered. */
final class Questions {
  private Questions() {}

  /**
   * Returns the questions of the {@code .sql} files in some folders, each after those whose answers
   * it reads, else by name. A file replaces one of the same name in an earlier folder.
   *
   * @param reserved names that no question may have: the tables of other jobs
   * @throws UserError when a folder is missing, or a file's name is no table's or is reserved
   */
  static List<Question> read(List<String> folders, Set<String> reserved, Configuration hadoop) {
    Map<String, Question> questions = new TreeMap<>();
    for (String folder : folders) {
      for (Question question : folder(new Path(folder), reserved, hadoop)) {
        questions.put(question.table(), question);
      }
    }
    return ordered(questions);
  }

  /** Returns what is read of a folder. */
  static InputFiles files(String folder) {
    return InputFiles.named(folder, "*.sql");
  }

  private static List<Question> folder(Path folder, Set<String> reserved, Configuration hadoop) {
    List<Question> questions = new ArrayList<>();
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      FileStatus[] all = files.listStatus(folder);
      Arrays.sort(all);
      for (FileStatus file : all) {
        String name = file.getPath().getName();
        if (file.isFile() && name.toLowerCase(Locale.ROOT).endsWith(".sql")) {
          String table = name.substring(0, name.length() - ".sql".length());
          refuseBadName(table, file.getPath(), reserved);
          try (InputStream in = files.open(file.getPath())) {
            questions.add(
                new Question(
                    table,
                    file.getPath().toUri().getPath(),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)));
          }
        }
      }
    } catch (FileNotFoundException e) {
      throw UserError.request("eda.questions names %s, which is no folder".formatted(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the questions in " + folder, e);
    }
    return questions;
  }

  private static void refuseBadName(String table, Path file, Set<String> reserved) {
    if (!Question.isName(table)) {
      throw UserError.request(
          ("%s: the name of a question is its table's: lower-case letters, digits and _, a letter"
                  + " first, was '%s'")
              .formatted(file, table));
    }
    if (reserved.contains(table) || table.startsWith("running_")) {
      throw UserError.request(
          "%s: another part of the study has the table or view %s: rename the file"
              .formatted(file, table));
    }
  }

  /** Questions that wait for each other come last; Spark says what they lack. */
  static List<Question> ordered(Map<String, Question> questions) {
    List<Question> ordered = new ArrayList<>();
    Set<String> waiting = new TreeSet<>(questions.keySet());
    while (!waiting.isEmpty()) {
      List<String> ready =
          waiting.stream()
              .filter(
                  name ->
                      waiting.stream()
                          .noneMatch(
                              other -> !other.equals(name) && questions.get(name).mentions(other)))
              .toList();
      List<String> next = ready.isEmpty() ? List.copyOf(waiting) : ready;
      next.forEach(name -> ordered.add(questions.get(name)));
      waiting.removeAll(next);
    }
    return ordered;
  }
}
