/**
 * Immutable runs, their manifests and publication, and the folders of caches: the only room that
 * knows a path of results. A run reads what its stage declared, and nothing else.
 *
 * <p>Not here: what is in a table.
 *
 * <p>Uses: {@code setting}.
 */
package polymnist.warehouse;
