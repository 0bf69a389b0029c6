package dev.sluice.settings;

/**
 * A setting as the reference shows it.
 *
 * @param key kebab-case; inside a list of objects such as {@code rules[].name}, inside a map {@code columns.*.type}
 * @param type in words, such as "list of text"
 * @param preset the value that holds when the file says nothing, else "required" or "optional"
 * @param doc what it means; empty when its record does not say
 */
public record SettingDoc(String key, String type, String preset, String doc) {}
