/** Formats made of several others: the one of each file, or of each line, is found out. */
package dev.sluice.logs.format.auto;
