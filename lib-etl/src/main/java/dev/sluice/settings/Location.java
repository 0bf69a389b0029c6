package dev.sluice.settings;

/**
 * A path or URI from a job file, already resolved against the folder of that file when it was relative. May hold glob
 * characters where the setting says so.
 *
 * @param uri an absolute local path, or a URI with a scheme
 */
public record Location(String uri) {
    @Override
    public String toString() {
        return uri;
    }
}
