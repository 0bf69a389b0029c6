/** The {@code files} sink: directories of files whose chain of heads is linked exclusively, one by one. */
package dev.sluice.load.files;
