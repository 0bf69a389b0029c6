/**
 * Jobs of a manifest done: ffmpeg under a temporary name, the gate, the output's own name, the verdict. A job may be done
 * by several at once and by no one to the end; whoever comes next finds what is finished and does the rest.
 */
package dev.sluice.media.encode;
