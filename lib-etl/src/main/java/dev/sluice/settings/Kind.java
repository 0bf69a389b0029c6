package dev.sluice.settings;

/**
 * A named implementation of a contract: the value of {@code type} in a job file and the record of settings that it
 * binds to.
 *
 * @param <T> the contract
 * @param name as written in a job file, kebab-case
 * @param settings the record
 */
public record Kind<T>(String name, Class<? extends T> settings) {}
