package polymnist.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.samskivert.mustache.Mustache;
import java.io.StringReader;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import polymnist.report.block.Resource;

/**
 * The report as one HTML file that loads nothing. All its sentences, tables and plots are there
 * without its script, which sorts, filters and explores. A policy forbids any other script, style
 * or address, so that nothing that was injected runs, even if an escape were missing.
 *
 * @param contents what the script reads, by the id of its element
 */
record Page(Report report, Map<String, JsonNode> contents) {

  /** A JSON document in the page. */
  record Data(String id, String json) {}

  /** Returns the id of the first chapter. */
  String first() {
    return report.sections().isEmpty() ? "top" : report.sections().get(0).id();
  }

  /** Returns the documents; {@code <} is escaped, so that no text ends an element. */
  List<Data> data() {
    return contents.entrySet().stream()
        .map(entry -> new Data(entry.getKey(), entry.getValue().toString().replace("<", "\\u003c")))
        .toList();
  }

  /** Returns the style sheet, which is ours and stands in the page as it is. */
  String css() {
    return Resource.text("report.css");
  }

  /** Returns the script, which is ours and stands in the page as it is. */
  String script() {
    return Resource.text("report.js");
  }

  /** Returns what the browser may load and run. */
  String policy() {
    return "default-src 'none'; img-src data:; script-src '%s'; style-src '%s'; base-uri 'none'; form-action 'none'"
        .formatted(hash(script()), hash(css()));
  }

  private static String hash(String text) {
    return "sha256-" + Base64.getEncoder().encodeToString(DigestUtils.sha256(text));
  }

  /**
   * Returns the HTML. Every text is escaped; a name in the template that means nothing is an error.
   */
  String html() {
    return Mustache.compiler()
        .strictSections(true)
        .emptyStringIsFalse(true)
        .withLoader(name -> new StringReader(Resource.text(name + ".mustache")))
        .compile(Resource.text("report.mustache"))
        .execute(this);
  }
}
