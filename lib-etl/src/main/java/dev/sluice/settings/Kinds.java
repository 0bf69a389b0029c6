package dev.sluice.settings;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds that a job file may name, by contract. Immutable. */
public final class Kinds {
    private final Map<Class<?>, Map<String, Kind<?>>> all;

    private Kinds(Map<Class<?>, Map<String, Kind<?>>> all) {
        this.all = Collections.unmodifiableMap(all);
    }

    /** Throws {@link Code#SETTINGS} when two kinds of a contract share a name. */
    public static Kinds of(Map<Class<?>, List<Kind<?>>> kinds) {
        Map<Class<?>, Map<String, Kind<?>>> all = new LinkedHashMap<>();
        kinds.forEach((contract, list) -> all.put(contract, byName(contract, list)));
        return new Kinds(all);
    }

    public boolean knows(Class<?> contract) {
        return all.containsKey(contract);
    }

    public <T> Optional<Kind<? extends T>> find(Class<T> contract, String name) {
        return Optional.ofNullable(kindsOf(contract).get(name))
                .map(kind -> new Kind<>(kind.name(), kind.settings().asSubclass(contract)));
    }

    /** In alphabetical order. */
    public List<String> names(Class<?> contract) {
        return List.copyOf(kindsOf(contract).keySet());
    }

    /** What {@code sluice kinds} says of each kind of a contract, by name. */
    public List<KindDoc> describe(Class<?> contract) {
        return kindsOf(contract).values().stream().map(this::describe).toList();
    }

    private KindDoc describe(Kind<?> kind) {
        Doc doc = kind.settings().getAnnotation(Doc.class);
        return new KindDoc(
                kind.name(),
                doc == null ? "" : doc.value(),
                new SettingDocs(this).of(kind.settings().asSubclass(Record.class)));
    }

    private Map<String, Kind<?>> kindsOf(Class<?> contract) {
        return all.getOrDefault(contract, Map.of());
    }

    private static Map<String, Kind<?>> byName(Class<?> contract, List<Kind<?>> kinds) {
        Map<String, Kind<?>> byName = new TreeMap<>();
        for (Kind<?> kind : kinds) {
            if (!kind.settings().isRecord() || !contract.isAssignableFrom(kind.settings())) {
                throw new Fault(
                        Code.INTERNAL,
                        "Cannot use kind \"" + kind.name() + "\": "
                                + kind.settings().getName() + " (a record that implements " + contract.getName()
                                + " is wanted)");
            }
            Kind<?> twin = byName.put(kind.name(), kind);
            if (twin != null) {
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot use kind \"" + kind.name() + "\": it is both "
                                + twin.settings().getName() + " and "
                                + kind.settings().getName() + " (take one of the jars off the class path)");
            }
        }
        return Collections.unmodifiableMap(byName);
    }
}
