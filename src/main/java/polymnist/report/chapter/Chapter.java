package polymnist.report.chapter;

import java.util.List;

/**
 * A chapter of the report.
 *
 * @param id by which links reach it: lower-case letters
 * @param title heads it
 * @param words what a reader must know to read its figures, maybe nothing
 * @param figures in the order of the page
 */
public record Chapter(String id, String title, String words, List<Figure> figures) {}
