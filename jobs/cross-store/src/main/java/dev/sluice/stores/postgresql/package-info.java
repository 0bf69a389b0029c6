/** PostgreSQL by its own bulk protocol: COPY in binary, out of exported snapshots and into staging tables. */
package dev.sluice.stores.postgresql;
