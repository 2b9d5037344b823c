/**
 * Which of the candidates of a picture is its digit: features of each candidate, weights that are
 * fitted to labelled pictures, and what the candidates' answers come to together.
 *
 * <p>Uses: {@code chance}, {@code image}, {@code ink}, {@code setting}, {@code statistics}.
 */
package polymnist.ink.choose;
