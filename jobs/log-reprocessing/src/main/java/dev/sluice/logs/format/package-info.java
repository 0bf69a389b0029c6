/** Formats of lines: each is compiled once into steps over bytes that fill columns. A new format is one file. */
package dev.sluice.logs.format;
