/** Logs of programs: what Java's logging libraries and Python's logging write by a layout, with stack traces. */
package dev.sluice.logs.format.layout;
