package dev.sluice.logs;

import java.io.Serializable;

/**
 * A file to read.
 *
 * @param path as Hadoop's Path takes it, literally
 * @param size bytes on disk to read, whatever was appended since
 * @param modified milliseconds since the epoch
 * @param weight estimated uncompressed bytes, for packing
 * @param item id of the item that it is, empty outside of a slice
 * @param key the item's key
 */
record LogFile(String path, long size, long modified, long weight, String item, long key) implements Serializable {}
