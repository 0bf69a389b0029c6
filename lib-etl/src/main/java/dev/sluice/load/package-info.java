/** Where tables go: staged where no reader looks, then published by a compare-and-set on the target's head. */
package dev.sluice.load;
