package polymnist.report;

import java.util.List;
import polymnist.report.chapter.Study.StudyFigure;

/**
 * What the report says: the page and the file {@code report.json} are made of it alike.
 *
 * @param title heads it
 * @param scope what was studied, in a line
 * @param run the name of the run that made it
 * @param alerts what a reader must know before anything else
 */
record Report(String title, String scope, String run, List<String> alerts, List<Section> sections) {
  /** A chapter, of the figures that are shown. */
  record Section(String id, String title, String words, List<StudyFigure> parts) {}
}
