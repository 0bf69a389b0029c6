package dev.sluice.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Binds HOCON to records, strictly: an unknown key, a missing key, a wrong type, a missing unit and whatever a record's
 * constructor refuses by {@link InvalidSetting} become problems, all of them together, each with its line.
 *
 * <p>A record's component {@code partitionBy} is the key {@code partition-by}. It may be a text, a number, true or
 * false, a Duration, {@link Size}, ZoneId, {@link Location}, {@link Secret}, an enum, a record, a contract that
 * {@link Kinds} knows, or an Optional, List or Map of these. {@link Preset} is what holds when the file says nothing;
 * without it Optional, List and Map are empty and anything else is missing. A null is as if not written. Where a
 * contract is wanted, the text {@code x} is short for {@code { type = x }}; where a record with a {@link Word} is
 * wanted, a text may stand for it. A Map is in the order of its lines;
 * entries of one line are in alphabetical order, because HOCON's model does not keep theirs.
 *
 * <p>A record is made only when all its settings could be read, so what its constructor checks shows after these are
 * right. Not thread-safe.
 */
public final class Binder {
    private static final String TYPE = "type";
    private static final Comparator<Map.Entry<String, ConfigValue>> FILE_ORDER = Comparator.comparingInt(
                    (Map.Entry<String, ConfigValue> entry) -> Origins.lineOf(entry.getValue(), 0))
            .thenComparing(Map.Entry::getKey);

    private final Kinds kinds;
    private final Scalars scalars;
    private final Problems problems;

    /**
     * @param baseFolder what relative paths are relative to
     * @param environment where {@code env:NAME} is looked up
     */
    public Binder(Kinds kinds, Path baseFolder, Map<String, String> environment, Problems problems) {
        this.kinds = kinds;
        this.scalars = new Scalars(baseFolder, environment);
        this.problems = problems;
    }

    /** Empty when there were problems. */
    public <T extends Record> Optional<T> bind(Config config, String path, Class<T> type) {
        return bind(config.root(), path, type);
    }

    /** Empty when there were problems. */
    public <T extends Record> Optional<T> bind(ConfigObject object, String path, Class<T> type) {
        return record(object, new Spot(path, 0), type, Set.of());
    }

    /** A value by itself; empty when there was a problem. */
    public <T> Optional<T> value(ConfigValue value, String path, Class<T> type) {
        return value(value, new Spot(path, 0).at(value), type).map(type::cast);
    }

    /** The component that {@code type} names; empty when there were problems. */
    public <T> Optional<T> component(ConfigObject object, String path, Class<T> contract) {
        return component(object, path, contract, Set.of());
    }

    /** The same, letting keys pass that the caller reads itself; the record may have them too. */
    public <T> Optional<T> component(ConfigObject object, String path, Class<T> contract, Set<String> handledByCaller) {
        return component(object, new Spot(path, 0), contract, handledByCaller);
    }

    private <T> Optional<T> component(ConfigObject object, Spot outer, Class<T> contract, Set<String> handled) {
        Spot spot = outer.at(object);
        ConfigValue type = present(object, TYPE);
        List<String> names = kinds.names(contract);
        if (type == null) {
            return spot.key(TYPE).fail("missing; one of " + String.join(", ", names));
        }
        Spot typeSpot = spot.key(TYPE).at(type);
        Optional<Object> name = value(type, typeSpot, String.class);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String text = (String) name.get();
        Optional<Kind<? extends T>> kind = kinds.find(contract, text);
        if (kind.isEmpty()) {
            return typeSpot.fail(
                    Scalars.quoted(text) + " is not one of " + String.join(", ", names) + Nearest.hint(text, names));
        }
        Set<String> passing = new HashSet<>(handled);
        passing.add(TYPE);
        return record(object, spot, kind.get().settings().asSubclass(Record.class), passing)
                .map(contract::cast);
    }

    private <T extends Record> Optional<T> record(ConfigObject object, Spot outer, Class<T> type, Set<String> handled) {
        Spot spot = outer.at(object);
        int before = problems.size();
        RecordComponent[] components = type.getRecordComponents();
        Set<String> meant = refuseUnknown(object, spot, components, handled);
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : components) {
            String key = Keys.kebab(component.getName());
            ConfigValue value = present(object, key);
            if (value == null && !hasFallback(component)) {
                if (!meant.contains(key)) {
                    String doc = Keys.doc(component);
                    spot.key(key).fail(doc.isEmpty() ? "missing" : "missing; " + doc);
                }
            } else {
                value(value == null ? fallback(component) : value, spot.key(key), component.getGenericType())
                        .ifPresent(values::add);
            }
        }
        return problems.size() > before ? Optional.empty() : create(type, values, object, spot);
    }

    /** Returns the keys that the unknown ones seem to mean; those are not reported missing as well. */
    private Set<String> refuseUnknown(
            ConfigObject object, Spot spot, RecordComponent[] components, Set<String> handled) {
        Set<String> known = new LinkedHashSet<>(handled);
        Arrays.stream(components).map(c -> Keys.kebab(c.getName())).forEach(known::add);
        Set<String> meant = new HashSet<>();
        object.forEach((key, value) -> {
            if (!known.contains(key)) {
                Collection<String> free =
                        known.stream().filter(name -> !object.containsKey(name)).toList();
                Optional<String> near = Nearest.to(key, free).or(() -> Nearest.to(key, known));
                near.ifPresent(meant::add);
                spot.key(key)
                        .at(value)
                        .fail(near.map(name -> "unknown setting; did you mean \"" + name + "\"?")
                                .orElse("unknown setting (known here: " + String.join(", ", known) + ")"));
            }
        });
        return meant;
    }

    private <T extends Record> Optional<T> create(Class<T> type, List<Object> values, ConfigObject object, Spot spot) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values.toArray()));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidSetting invalid) {
                return inside(object, spot, invalid.key()).fail(invalid.getMessage());
            }
            if (e.getCause() instanceof Fault fault) {
                throw fault;
            }
            throw new Fault(Code.INTERNAL, "Cannot make " + type.getName() + " of " + spot.path(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new Fault(Code.INTERNAL, "Cannot make " + type.getName() + " of " + spot.path(), e);
        }
    }

    private Spot inside(ConfigObject object, Spot spot, String key) {
        if (key.isEmpty()) {
            return spot;
        }
        ConfigValue value = present(object, key);
        return value == null ? spot.key(key) : spot.key(key).at(value);
    }

    private Optional<Object> value(ConfigValue value, Spot outer, Type type) {
        Spot spot = outer.at(value);
        if (type instanceof ParameterizedType generic) {
            Type[] inner = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return list(value, spot, inner[0]);
            }
            if (generic.getRawType() == Map.class) {
                return map(value, spot, inner[1]);
            }
            return value.valueType() == ConfigValueType.NULL
                    ? Optional.of(Optional.empty())
                    : value(value, spot, inner[0]).map(Optional::of);
        }
        Class<?> raw = (Class<?>) type;
        if (Scalars.reads(raw)) {
            return scalar(value, spot, raw);
        }
        return kinds.knows(raw) ? nested(value, spot, raw) : plainRecord(value, spot, raw);
    }

    private Optional<Object> scalar(ConfigValue value, Spot spot, Class<?> type) {
        if (value.valueType() == ConfigValueType.LIST || value.valueType() == ConfigValueType.OBJECT) {
            return spot.fail(wrong(value, Wording.of(type)));
        }
        try {
            return Optional.of(scalars.read(value, type));
        } catch (InvalidSetting e) {
            return spot.fail(e.getMessage());
        }
    }

    private Optional<Object> nested(ConfigValue value, Spot spot, Class<?> contract) {
        if (value.valueType() == ConfigValueType.STRING) {
            return component(value.atKey(TYPE).root(), spot, contract, Set.of()).map(Object.class::cast);
        }
        return value instanceof ConfigObject object
                ? component(object, spot, contract, Set.of()).map(Object.class::cast)
                : spot.fail(wrong(value, "an object"));
    }

    private Optional<Object> plainRecord(ConfigValue value, Spot spot, Class<?> type) {
        if (!type.isRecord()) {
            throw new Fault(Code.INTERNAL, "Cannot bind " + spot.path() + ": " + type.getName());
        }
        Optional<Method> word = Words.of(type);
        if (word.isPresent() && value.valueType() == ConfigValueType.STRING) {
            return scalar(value, spot, word.get().getParameterTypes()[0]).map(one -> Words.make(word.get(), one));
        }
        return value instanceof ConfigObject object
                ? record(object, spot, type.asSubclass(Record.class), Set.of()).map(Object.class::cast)
                : spot.fail(wrong(value, word.isPresent() ? "a word or an object" : "an object"));
    }

    private Optional<Object> list(ConfigValue value, Spot spot, Type type) {
        if (!(value instanceof ConfigList list)) {
            return spot.fail(wrong(value, "a list"));
        }
        List<Object> bound = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            value(list.get(i), spot.element(i), type).ifPresent(bound::add);
        }
        return bound.size() == list.size() ? Optional.of(List.copyOf(bound)) : Optional.empty();
    }

    private Optional<Object> map(ConfigValue value, Spot spot, Type type) {
        if (!(value instanceof ConfigObject object)) {
            return spot.fail(wrong(value, "an object"));
        }
        Map<String, Object> bound = new LinkedHashMap<>();
        object.entrySet().stream()
                .sorted(FILE_ORDER)
                .forEach(e ->
                        value(e.getValue(), spot.key(e.getKey()), type).ifPresent(one -> bound.put(e.getKey(), one)));
        return bound.size() == object.size() ? Optional.of(Collections.unmodifiableMap(bound)) : Optional.empty();
    }

    private static String wrong(ConfigValue value, String wanted) {
        return "is " + Wording.of(value.valueType()) + "; " + wanted + " is wanted";
    }

    private static ConfigValue present(ConfigObject object, String key) {
        ConfigValue value = object.get(key);
        return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
    }

    private static boolean hasFallback(RecordComponent component) {
        Class<?> raw = component.getType();
        return component.isAnnotationPresent(Preset.class)
                || raw == Optional.class
                || raw == List.class
                || raw == Map.class;
    }

    private static ConfigValue fallback(RecordComponent component) {
        Preset preset = component.getAnnotation(Preset.class);
        if (preset != null) {
            try {
                return ConfigFactory.parseString("value = " + preset.value())
                        .getValue("value")
                        .withOrigin(ConfigOriginFactory.newSimple("preset"));
            } catch (ConfigException e) {
                return ConfigValueFactory.fromAnyRef(preset.value());
            }
        }
        Class<?> raw = component.getType();
        Object empty = raw == List.class ? List.of() : raw == Map.class ? Map.of() : null;
        return ConfigValueFactory.fromAnyRef(empty);
    }

    /** A place in the file: a path, and the line of it or of what encloses it. */
    private final class Spot {
        private final String path;
        private final int line;

        Spot(String path, int line) {
            this.path = path;
            this.line = line;
        }

        String path() {
            return path;
        }

        Spot at(ConfigValue value) {
            return new Spot(path, Origins.lineOf(value, line));
        }

        Spot key(String key) {
            return new Spot(Origins.key(path, key), line);
        }

        Spot element(int index) {
            return new Spot(Origins.element(path, index), line);
        }

        <T> Optional<T> fail(String message) {
            problems.add(line, path, message);
            return Optional.empty();
        }
    }
}
