/**
 * Immutable runs, their publication, and the catalogue of tables that readers see. No other package
 * knows a path inside the warehouse.
 */
package polymnist.warehouse;
