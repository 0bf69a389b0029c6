package dev.sluice.run;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.sluice.extract.Sliceable;
import dev.sluice.extract.Slicing;
import dev.sluice.extract.Source;
import dev.sluice.load.Sink;
import dev.sluice.load.iceberg.EmbeddedCatalog;
import dev.sluice.settings.Binder;
import dev.sluice.settings.ConfFile;
import dev.sluice.settings.Doc;
import dev.sluice.settings.Kinds;
import dev.sluice.settings.Location;
import dev.sluice.settings.Nearest;
import dev.sluice.settings.Preset;
import dev.sluice.settings.Problems;
import dev.sluice.settings.Secret;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.RejectTable;
import dev.sluice.transform.Transform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Binds a job file and holds its parts against each other: every problem of the file is reported at once. Reads no
 * input and starts no Spark.
 */
public final class JobFile {
    /** Spark properties that no file may hold. */
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret|token|(access|secret)[.-]?key)");

    private static final String NAME = "[A-Za-z][A-Za-z0-9_-]*";

    private final Path path;
    private final ConfFile file;
    private final Problems problems = new Problems();
    private final Binder binder;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final List<Transform> transforms = new ArrayList<>();
    private final List<Load> loads = new ArrayList<>();
    /** Every source that the file names, also where its settings are wrong: one mistake is reported once. */
    private final Set<String> sourceNames = new LinkedHashSet<>();
    /** True when a step could not be bound, so that the name of its table is not known. */
    private boolean stepUnknown;

    /** The parts of a job file that are of one kind. */
    record Settings(
            @Doc("the job's name; with a load's name it is the identity of what was loaded")
            String job,

            @Doc("folder of the ledger, the plans and the reports") @Preset("state")
            Location state,

            @Doc("how the driving source is cut into slices")
            Optional<Slicing> slice,

            @Doc("what must hold of each slice before it is published")
            Optional<Checks> check,

            @Doc("how often a slice is tried when a fault may pass by itself")
            Optional<Retry> retry,

            @Doc("Iceberg catalogs kept in a SQLite file, by name")
            Map<String, Catalog> catalog) {}

    /** An embedded Iceberg catalog. */
    record Catalog(
            @Doc("folder of the tables; the SQLite file lies in it")
            Location warehouse) {}

    private JobFile(Path path, Kinds kinds, Map<String, String> environment) {
        this.path = path;
        this.file = ConfFile.read(path, environment);
        this.binder = new Binder(kinds, file.baseFolder(), environment, problems);
    }

    /**
     * Reads a job.
     *
     * @throws dev.sluice.fault.Fault SETTINGS with every problem, INPUT_MISSING when there is no such file
     */
    public static Job read(Path path, Kinds kinds, Map<String, String> environment) {
        JobFile reader = new JobFile(path, kinds, environment);
        Optional<Job> job = reader.bind();
        reader.problems.throwIfAny(path);
        return job.orElseThrow();
    }

    private Optional<Job> bind() {
        ConfigObject root = file.root();
        Optional<Settings> bound =
                binder.bind(without(root, "extract", "transform", "load", "spark", "define"), "", Settings.class);
        String job = bound.map(Settings::job).orElse("");
        checkName("job", job);
        components(root, "extract").forEach(this::source);
        list(root, "transform").forEach(this::transform);
        list(root, "load").forEach((at, value) -> load(job, at, value));
        if (sources.isEmpty() && !root.containsKey("extract")) {
            problem("extract", "missing; a job reads at least one source");
        }
        if (loads.isEmpty() && !root.containsKey("load")) {
            problem("load", "missing; a job has at least one load");
        }
        Slicing slicing = bound.flatMap(Settings::slice).orElseGet(Slicing::usual);
        Optional<String> driving = driving(slicing);
        references();
        driving.ifPresent(name -> sliceRules(slicing, name));
        if (bound.isEmpty() || driving.isEmpty() || !problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Job(
                job,
                path.toAbsolutePath(),
                Path.of(bound.get().state().uri()),
                sources,
                driving.get(),
                slicing,
                transforms,
                loads,
                bound.get().check().orElseGet(Checks::usual),
                bound.get().retry().orElseGet(Retry::usual),
                spark(bound.get()),
                bound.get().catalog().values().stream()
                        .map(catalog -> Path.of(catalog.warehouse().uri()))
                        .toList(),
                file.origins(),
                file.hash()));
    }

    private void source(String name, ConfigObject value) {
        String at = "extract." + name;
        checkName(at, name);
        sourceNames.add(name);
        binder.component(value, at, Source.class, Set.of()).ifPresent(source -> sources.put(name, source));
    }

    private void transform(String at, ConfigValue value) {
        int before = transforms.size();
        if (value instanceof ConfigObject object) {
            binder.component(object, at, Transform.class, Set.of()).ifPresent(step -> {
                checkName(at + ".name", step.name());
                transforms.add(step);
            });
        } else {
            problem(at, "is not an object { … }");
        }
        stepUnknown |= transforms.size() == before;
    }

    private void load(String job, String at, ConfigValue value) {
        if (!(value instanceof ConfigObject object)) {
            problem(at, "is not an object { … }");
            return;
        }
        Optional<String> name = text(object, at, "name");
        Optional<String> from = text(object, at, "from");
        Optional<Sink> sink = binder.component(object, at, Sink.class, Set.of("name", "from", "was"));
        List<String> was = was(object, at);
        name.ifPresent(given -> checkName(at + ".name", given));
        if (name.isPresent() && from.isPresent() && sink.isPresent()) {
            loads.add(new Load(new LoadId(job, name.get(), was), from.get(), sink.get()));
        }
    }

    /** Earlier names of a load, "job/load", newest first. */
    private List<String> was(ConfigObject object, String at) {
        List<String> names = new ArrayList<>();
        ConfigValue value = object.get("was");
        if (value == null) {
            return names;
        }
        if (!(value instanceof ConfigList list)) {
            problem(at + ".was", "is not a list [ \"job/load\", … ]");
            return names;
        }
        for (ConfigValue each : list) {
            String name = String.valueOf(each.unwrapped());
            if (!name.matches(NAME + "/" + NAME)) {
                problem(at + ".was", "\"" + name + "\" is not an earlier name of a load (\"job/load\")");
            }
            names.add(name);
        }
        return names;
    }

    private Optional<String> text(ConfigObject object, String at, String key) {
        ConfigValue value = object.get(key);
        if (value == null) {
            problem(at, key + " is missing");
            return Optional.empty();
        }
        return Optional.of(value.unwrapped().toString());
    }

    private Optional<String> driving(Slicing slicing) {
        Optional<String> asked = slicing.of();
        if (asked.isEmpty() && sourceNames.size() == 1) {
            asked = sourceNames.stream().findFirst();
        }
        if (asked.isEmpty()) {
            if (!sourceNames.isEmpty()) {
                problem("slice.of", "missing; there are several sources: " + String.join(", ", sourceNames));
            }
            return Optional.empty();
        }
        Source source = sources.get(asked.get());
        if (source == null) {
            if (!sourceNames.contains(asked.get())) {
                unknown("slice.of", asked.get(), "source", sourceNames);
            }
            return Optional.empty();
        }
        if (!(source instanceof Sliceable)) {
            problem("slice.of", "\"" + asked.get() + "\" is of a kind that cannot be cut into items");
            return Optional.empty();
        }
        return asked;
    }

    /** Each step and load may name only tables above it. */
    private void references() {
        Set<String> above = new HashSet<>();
        if (stepUnknown) {
            return;
        }
        sourceNames.forEach(name -> above.addAll(List.of(name, RejectTable.of(name))));
        SliceRules.divided(sources).values().forEach(above::addAll);
        for (int i = 0; i < transforms.size(); i++) {
            Transform step = transforms.get(i);
            String at = "transform[" + i + "]";
            for (String input : step.inputs()) {
                if (!above.contains(input)) {
                    unknown(at, input, "table above this step", above);
                }
            }
            if (!above.add(step.name())) {
                problem(at + ".name", "\"" + step.name() + "\" is taken already");
            }
            above.addAll(step.tables());
        }
        Set<String> names = new HashSet<>();
        Set<String> ids = new HashSet<>();
        loads.forEach(load -> ids.add(load.id().toString()));
        above.addAll(Fits.tables(loads, above, this::problem));
        for (int i = 0; i < loads.size(); i++) {
            Load load = loads.get(i);
            String at = "load[" + i + "]";
            if (!above.contains(load.from())) {
                unknown(at + ".from", load.from(), "table", above);
            }
            if (!names.add(load.name())) {
                problem(at + ".name", "\"" + load.name() + "\" is taken already");
            }
            for (String was : load.id().was()) {
                if (!ids.add(was)) {
                    problem(at + ".was", "\"" + was + "\" is the name of another load of this job, or said twice");
                }
            }
        }
    }

    private void sliceRules(Slicing slicing, String driving) {
        if (!stepUnknown) {
            new SliceRules(slicing, driving, SliceRules.divided(sources), transforms, loads)
                    .problems(file.origins())
                    .forEach(one -> problems.add(one.line(), one.path(), one.message()));
            repeated(slicing, driving);
        }
    }

    /** What comes twice, or in any order, only an upsert by version makes one row of. */
    private void repeated(Slicing slicing, String driving) {
        Source source = sources.get(driving);
        boolean whole = slicing.by() == Slicing.By.WHOLE;
        for (int i = 0; i < loads.size(); i++) {
            Load load = loads.get(i);
            if (source.repeats() && !load.takesRejects() && !load.sink().keepsNewest()) {
                problem(
                        "load[" + i + "]",
                        "would hold rows twice: what \"" + driving + "\" reads overlaps (load it by"
                                + " mode = upsert with key and version, or set overlap = 0 where no row comes late)");
            } else if (load.sink().takesAll() && !whole) {
                problem(
                        "load[" + i + "]",
                        "would let each slice take out the rows of the one before (mode = refresh, or replace-where without"
                                + " {item}): set slice.by = whole");
            } else if (load.sink().keepsLast() && !whole && !source.current()) {
                problem(
                        "load[" + i + "]",
                        "might keep an old row over a newer one: items of \"" + driving
                                + "\" are loaded in any order (set"
                                + " version to a column that grows with each change, or slice.by = whole)");
            }
        }
    }

    private Map<String, String> spark(Settings settings) {
        Map<String, String> all = new LinkedHashMap<>();
        settings.catalog()
                .forEach((name, catalog) ->
                        all.putAll(catalog(name, Path.of(catalog.warehouse().uri()))));
        ConfigValue block = file.root().get("spark");
        if (block instanceof ConfigObject object) {
            object.toConfig().entrySet().forEach(entry -> {
                String key = String.join(".", com.typesafe.config.ConfigUtil.splitPath(entry.getKey()));
                if (SECRET.matcher(key).matches()) {
                    binder.value(entry.getValue(), "spark." + key, Secret.class)
                            .ifPresent(secret -> all.put("spark." + key, secret.reveal()));
                } else {
                    all.put("spark." + key, entry.getValue().unwrapped().toString());
                }
            });
        }
        return all;
    }

    private static Map<String, String> catalog(String name, Path warehouse) {
        return new EmbeddedCatalog(name, warehouse.resolve("catalog.db"), warehouse).sessionSettings();
    }

    private Map<String, ConfigObject> components(ConfigObject root, String key) {
        Map<String, ConfigObject> found = new LinkedHashMap<>();
        if (root.get(key) instanceof ConfigObject object) {
            inOrder(object).forEach((name, value) -> {
                if (value instanceof ConfigObject component) {
                    found.put(name, component);
                } else {
                    problem(key + "." + name, "is not an object { type = …, … }");
                }
            });
        } else if (root.containsKey(key)) {
            problem(key, "is not an object { name { type = … } }");
        }
        return found;
    }

    private Map<String, ConfigValue> list(ConfigObject root, String key) {
        Map<String, ConfigValue> found = new LinkedHashMap<>();
        if (root.get(key) instanceof ConfigList list) {
            for (int i = 0; i < list.size(); i++) {
                found.put(key + "[" + i + "]", list.get(i));
            }
        } else if (root.containsKey(key)) {
            problem(key, "is not a list [ { … }, … ]");
        }
        return found;
    }

    private void checkName(String at, String name) {
        if (!name.isEmpty() && !name.matches(NAME)) {
            problem(at, "\"" + name + "\" is not a name (a letter, then letters, digits, _ and -)");
        }
    }

    private void problem(String at, String message) {
        problems.add(file.origins().line(at), at, message);
    }

    private void unknown(String at, String wrong, String what, Set<String> known) {
        problem(
                at,
                "\"%s\" is not a %s (%s)%s"
                        .formatted(wrong, what, String.join(", ", new TreeSet<>(known)), Nearest.hint(wrong, known)));
    }

    private static ConfigObject without(ConfigObject object, String... keys) {
        ConfigObject left = object;
        for (String key : keys) {
            left = left.withoutKey(key);
        }
        return left;
    }

    /** HOCON objects have no order; the lines of the file give one. */
    private static Map<String, ConfigValue> inOrder(ConfigObject object) {
        Map<String, ConfigValue> sorted = new LinkedHashMap<>();
        object.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, ConfigValue> entry) ->
                                entry.getValue().origin().lineNumber())
                        .thenComparing(Map.Entry::getKey))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
