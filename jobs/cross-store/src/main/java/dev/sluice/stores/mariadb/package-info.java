/** MariaDB by its own driver: streamed reads at one moment, batches into staging tables. */
package dev.sluice.stores.mariadb;
