/** The nouns of a run: items, the slices they are packed into, receipts and the heads they hang from. */
package dev.sluice.slice;
