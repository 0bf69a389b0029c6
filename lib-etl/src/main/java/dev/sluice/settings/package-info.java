/** Binds HOCON to records, strictly, and reports all problems of a file at once. */
package dev.sluice.settings;
