/** Tables as text with a header line: CSV and TSV. */
package dev.sluice.logs.format.table;
