package dev.sluice.settings;

import java.util.List;

/**
 * A kind as the reference shows it.
 *
 * @param name the value of {@code type}
 * @param doc what it is for; empty when its record does not say
 * @param settings in the order of the record
 */
public record KindDoc(String name, String doc, List<SettingDoc> settings) {
    public KindDoc {
        settings = List.copyOf(settings);
    }
}
