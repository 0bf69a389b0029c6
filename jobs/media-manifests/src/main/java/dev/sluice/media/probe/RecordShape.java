package dev.sluice.media.probe;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** A record's components and its constructor: reflection gives copies of them each time, so that they are kept here. */
record RecordShape(List<Part> parts, Constructor<?> constructor) {
    private static final ClassValue<RecordShape> ALL = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return found(type);
        }
    };

    RecordShape {
        parts = List.copyOf(parts);
    }

    /** A component. */
    record Part(String name, Class<?> raw, Type type, Method accessor) {
        Object of(Record value) throws IOException {
            try {
                return accessor.invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IOException("Cannot read " + name + " of " + value.getClass(), e);
            }
        }
    }

    static RecordShape of(Class<? extends Record> type) {
        return ALL.get(type);
    }

    private static RecordShape found(Class<?> type) {
        List<Part> parts = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            parts.add(new Part(component.getName(), component.getType(), component.getGenericType(), accessor));
        }
        try {
            Constructor<?> constructor =
                    type.getDeclaredConstructor(parts.stream().map(Part::raw).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new RecordShape(parts, constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("each record has its constructor: " + type, e);
        }
    }

    /**
     * Makes a record.
     *
     * @throws IOException when its constructor refuses the values
     */
    Object make(List<Object> values) throws IOException {
        try {
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IOException("no " + constructor.getDeclaringClass().getSimpleName() + ": " + e, e);
        }
    }
}
