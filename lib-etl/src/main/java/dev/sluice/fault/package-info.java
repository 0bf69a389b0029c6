/** One exception with a code; the code fixes the blame, the exit status and whether a retry can help. */
package dev.sluice.fault;
