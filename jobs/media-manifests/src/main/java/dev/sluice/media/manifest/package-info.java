/**
 * Jobs written down so that any executor can run them: a command as a vector of arguments, names of the output, and one
 * JSON line a job. No part of a file's name ever goes through a shell.
 */
package dev.sluice.media.manifest;
