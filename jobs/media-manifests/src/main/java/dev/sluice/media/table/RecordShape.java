package dev.sluice.media.table;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A record's components and its constructor: reflection gives copies of them each time, so that they are kept here. It
 * knows nothing of Spark, for records are written where there is none. Thread-safe.
 */
final class RecordShape<T extends Record> {
    private static final ClassValue<RecordShape<?>> ALL = new ClassValue<>() {
        @Override
        protected RecordShape<?> computeValue(Class<?> type) {
            return new RecordShape<>(type.asSubclass(Record.class));
        }
    };

    private final List<Part> parts;
    private final Constructor<T> constructor;

    private RecordShape(Class<T> type) {
        List<Part> found = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            found.add(new Part(
                    column(component.getName()), component.getType(), component.getGenericType(), component, accessor));
        }
        parts = List.copyOf(found);
        try {
            constructor =
                    type.getDeclaredConstructor(parts.stream().map(Part::raw).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("each record has its constructor: " + type, e);
        }
    }

    /**
     * A component.
     *
     * @param name of its column
     */
    record Part(String name, Class<?> raw, Type type, RecordComponent component, Method accessor) {
        Object of(Record value) {
            try {
                return accessor.invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("Cannot read " + component, e);
            }
        }
    }

    @SuppressWarnings("unchecked") // computed of this very class
    static <T extends Record> RecordShape<T> of(Class<T> type) {
        return (RecordShape<T>) ALL.get(type);
    }

    List<Part> parts() {
        return parts;
    }

    /** A record of its components' values; what its constructor throws passes as an IllegalArgumentException. */
    T make(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Cannot make a " + constructor.getName(), e);
        }
    }

    /** The column of a component: {@code hdr10Plus} is {@code hdr10_plus}. */
    private static String column(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** A constant as a word. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a List, an Optional or a Map holds. */
    static Type inner(Type generic) {
        Type[] arguments = ((ParameterizedType) generic).getActualTypeArguments();
        return arguments[arguments.length - 1];
    }
}
