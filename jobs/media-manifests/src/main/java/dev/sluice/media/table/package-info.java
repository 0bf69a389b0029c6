/** Java records as Spark rows: the columns are the record's components. */
package dev.sluice.media.table;
