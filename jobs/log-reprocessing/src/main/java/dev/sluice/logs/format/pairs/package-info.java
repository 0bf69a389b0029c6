/** Logs of keys and values: logfmt, and what firewalls write. */
package dev.sluice.logs.format.pairs;
