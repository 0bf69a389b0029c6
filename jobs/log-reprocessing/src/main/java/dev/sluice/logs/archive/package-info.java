/** Archives as folders of logs: their members one after the other, never on disk. Knows neither formats nor Spark. */
package dev.sluice.logs.archive;
