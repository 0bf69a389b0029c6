/** Where tables come from: sources that read a slice, and the items that a driving source is made of. */
package dev.sluice.extract;
