/**
 * Typed settings: layers of HOCON bound to records that check themselves, and the two errors of
 * users. A wrong value is named with its file, line, rule and remedy.
 *
 * <p>Not here: knowledge of any job; a setting lives in the record of its job, its default in
 * {@code reference.conf}.
 *
 * <p>Uses: no other room.
 */
package polymnist.setting;
