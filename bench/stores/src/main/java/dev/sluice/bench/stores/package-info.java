/** Benchmarks of stores, with their peers in the same run. */
package dev.sluice.bench.stores;
