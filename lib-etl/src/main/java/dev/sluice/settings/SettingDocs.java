package dev.sluice.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Derives the reference of a settings record from its components; nested records follow their own setting. */
final class SettingDocs {
    private final Kinds kinds;
    private final List<SettingDoc> docs = new ArrayList<>();
    private final Set<Class<?>> open = new LinkedHashSet<>();

    SettingDocs(Kinds kinds) {
        this.kinds = kinds;
    }

    List<SettingDoc> of(Class<? extends Record> settings) {
        addAll("", settings);
        return List.copyOf(docs);
    }

    private void addAll(String prefix, Class<?> settings) {
        if (!open.add(settings)) {
            return;
        }
        for (RecordComponent component : settings.getRecordComponents()) {
            String key = prefix + Keys.kebab(component.getName());
            Type type = component.getGenericType();
            docs.add(new SettingDoc(key, words(type), preset(component), Keys.doc(component)));
            addNested(key, type);
        }
        open.remove(settings);
    }

    private void addNested(String key, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] inner = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                addNested(key + "[]", inner[0]);
            } else if (generic.getRawType() == Map.class) {
                addNested(key + ".*", inner[1]);
            } else {
                addNested(key, inner[0]);
            }
        } else if (type instanceof Class<?> raw && isNested(raw)) {
            addAll(key + ".", raw);
        }
    }

    private static boolean isNested(Class<?> raw) {
        return raw.isRecord() && !Scalars.reads(raw);
    }

    private String words(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] inner = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return "list of " + words(inner[0]);
            }
            return generic.getRawType() == Map.class ? "map of " + words(inner[1]) : words(inner[0]);
        }
        Class<?> raw = (Class<?>) type;
        if (kinds.knows(raw)) {
            return "one of the kinds " + String.join(", ", kinds.names(raw));
        }
        if (raw.isRecord() && isNested(raw)) {
            return Words.of(raw)
                    .map(word -> Scalars.words(word.getParameterTypes()[0]) + ", or an object")
                    .orElse("object");
        }
        return Scalars.words(raw);
    }

    private static String preset(RecordComponent component) {
        Preset preset = component.getAnnotation(Preset.class);
        if (preset != null) {
            return preset.value();
        }
        Class<?> raw = component.getType();
        return raw == Optional.class || raw == List.class || raw == Map.class ? "optional" : "required";
    }
}
