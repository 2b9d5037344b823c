/**
 * Files that people give: what is in a folder, accounted for file by file, and their bytes, of
 * bounded size and with reading tried again.
 *
 * <p>Not here: what is in a file; results, which only {@code warehouse} reads and writes.
 *
 * <p>Uses: {@code image}, {@code setting}.
 */
package polymnist.input;
