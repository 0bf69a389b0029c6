/** What formats are made of: the batch that they fill, and numbers, times and escapes from bytes. */
package dev.sluice.logs.line;
