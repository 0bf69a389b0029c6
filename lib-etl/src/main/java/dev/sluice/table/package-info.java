/** How a table of Spark that is made by code becomes a Dataset. */
package dev.sluice.table;
