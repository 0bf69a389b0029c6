/**
 * What is in a media file, told by libavformat from as few bytes as will do. The library runs in a process of its own
 * that has no network, no file system and no secrets of ours: it asks for bytes and answers with a {@link
 * dev.sluice.media.probe.Probe}. A file that breaks it costs that process and one reject.
 */
package dev.sluice.media.probe;
