package polymnist.query;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/** Asks for statements on a terminal: lines can be edited, and earlier statements come back. */
final class Prompt {
  private static final String EXIT = "(?i)\\s*(exit|quit)\\s*;?\\s*";
  private static final String WHOLE = "(?s)\\s*|.*;\\s*|" + EXIT;

  private Prompt() {}

  /**
   * Hands on each statement that ends with a semicolon, until {@code exit}, or the end of input. An
   * interrupt drops the statement that is being written.
   *
   * @param history the file that keeps statements from one time to the next
   */
  static void ask(Terminal terminal, Path history, Consumer<String> answer) {
    DefaultParser words = new DefaultParser().escapeChars(null);
    Parser whole =
        (text, cursor, use) -> {
          if (use == Parser.ParseContext.ACCEPT_LINE && !text.matches(WHOLE)) {
            throw new EOFError(-1, -1, "a statement ends with a semicolon", ";");
          }
          return words.parse(text, cursor, Parser.ParseContext.UNSPECIFIED);
        };
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(whole)
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "  -> ")
            // An exclamation mark is SQL's.
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
    while (true) {
      try {
        String text = reader.readLine("sql> ");
        if (text.matches(EXIT)) {
          return;
        }
        answer.accept(text);
      } catch (UserInterruptException e) {
        // It is asked for anew.
      } catch (EndOfFileException e) {
        return;
      }
    }
  }
}
