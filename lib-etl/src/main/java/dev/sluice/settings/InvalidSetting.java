package dev.sluice.settings;

/**
 * Thrown by a record's compact constructor when a setting's value will not do. The binder turns it into a problem at
 * the setting's own line.
 */
public final class InvalidSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * @param key the setting, kebab-case
     * @param message what is wrong and what is allowed
     */
    public InvalidSetting(String key, String message) {
        super(message);
        this.key = key;
    }

    public String key() {
        return key;
    }
}
