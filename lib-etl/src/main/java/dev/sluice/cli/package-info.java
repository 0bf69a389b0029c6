/** The command line: one small class a command. */
package dev.sluice.cli;
