/**
 * FFmpeg on this machine: its programs, by a setting, from the PATH or out of the jar; and the folder that what lies in
 * the jar is unpacked to.
 */
package dev.sluice.media.ffmpeg;
