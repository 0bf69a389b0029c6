/**
 * Originals give way to their verified outputs, and come back: each exchange is written down before it begins, keeps the
 * original in a quarantine, and is ended or undone by whoever comes next when its process dies. Nothing else of Sluice
 * touches an original.
 */
package dev.sluice.media.promote;
