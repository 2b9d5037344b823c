/**
 * Ways to show what may be a digit to a network: plain, pasted on photos, in several forms.
 *
 * <p>Uses: {@code chance}, {@code corpus}, {@code image}, {@code ink}, {@code setting}.
 */
package polymnist.custom.show;
