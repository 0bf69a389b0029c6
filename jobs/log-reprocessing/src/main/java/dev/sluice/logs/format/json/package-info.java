/** Logs of JSON lines. */
package dev.sluice.logs.format.json;
