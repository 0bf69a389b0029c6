/**
 * Manifests in the words of one executor each: scripts and request files that do what the lines say. A rendering is a
 * function of the lines alone, byte for byte. In scripts there are keys and numbers only; all names lie in files that
 * end each with a zero byte, and go from there into a vector of arguments.
 */
package dev.sluice.media.render;
