/** The formats of lines, each in a package with its relatives; here they have their names. */
package dev.sluice.logs.format;
