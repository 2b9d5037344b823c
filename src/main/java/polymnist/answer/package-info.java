/**
 * What people ask of a study, answered in a sentence each: facts go in, verdict and sentence come
 * out. The page, the last lines of a run and the cards of networks say the same.
 *
 * <p>Not here: measuring, which is the jobs'; figures with tables and plots, which are in {@code
 * report}.
 *
 * <p>Uses: {@code model}, {@code statistics}.
 */
package polymnist.answer;
