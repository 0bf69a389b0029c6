/** Entries of systemd's journal in its export format. */
package dev.sluice.logs.format.journald;
