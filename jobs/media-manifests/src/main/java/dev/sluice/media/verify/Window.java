package dev.sluice.media.verify;

/**
 * Some frames in a row, the same in an output and in its input. All bounds lie between two frames.
 *
 * @param frames how many
 * @param beginUs in the output, as the file has it
 * @param endUs likewise
 * @param fromUs in the input, from its first frame
 * @param toUs likewise
 */
record Window(int frames, long beginUs, long endUs, long fromUs, long toUs) {}
