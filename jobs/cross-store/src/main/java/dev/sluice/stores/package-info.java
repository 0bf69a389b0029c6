/**
 * Recurring moves between databases, files and tables: what PostgreSQL and MariaDB do in their own ways, and a demo. A
 * database's package knows nothing of the others.
 */
package dev.sluice.stores;
