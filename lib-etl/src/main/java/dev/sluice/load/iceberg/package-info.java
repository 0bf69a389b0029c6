/** Loads into Iceberg tables: the head is a table property, receipts are rows beside it, a publish is one commit. */
package dev.sluice.load.iceberg;
