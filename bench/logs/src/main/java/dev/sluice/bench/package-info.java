/** Benchmarks of the log reader and its peers; run by hand through {@code run.sh}. */
package dev.sluice.bench;
