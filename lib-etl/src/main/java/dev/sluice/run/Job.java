package dev.sluice.run;

import dev.sluice.extract.Sliceable;
import dev.sluice.extract.Slicing;
import dev.sluice.extract.Source;
import dev.sluice.settings.Origins;
import dev.sluice.transform.Transform;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one job file says.
 *
 * @param name the job's name, part of each load's identity
 * @param file the job file
 * @param state the folder of the ledger, plans and reports
 * @param sources by name, in the order of the file
 * @param driving the name of the source whose items are sliced
 * @param slicing how
 * @param transforms in order; each reads only tables above it
 * @param loads in the order in which they are published
 * @param checks what must hold before a publish
 * @param retry how often a slice is tried
 * @param spark configuration that is passed to Spark
 * @param warehouses folders of the embedded catalogs; made when Spark is started for the job
 * @param origins where the settings stand, for messages
 * @param configurationHash of the resolved file
 */
public record Job(
        String name,
        Path file,
        Path state,
        Map<String, Source> sources,
        String driving,
        Slicing slicing,
        List<Transform> transforms,
        List<Load> loads,
        Checks checks,
        Retry retry,
        Map<String, String> spark,
        List<Path> warehouses,
        Origins origins,
        String configurationHash) {
    public Job {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        transforms = List.copyOf(transforms);
        loads = List.copyOf(loads);
        spark = Map.copyOf(spark);
        warehouses = List.copyOf(warehouses);
    }

    public Sliceable drivingSource() {
        return (Sliceable) sources.get(driving);
    }

    /** What holds for the job's slices. */
    SliceRules sliceRules() {
        return new SliceRules(slicing, driving, SliceRules.divided(sources), transforms, loads);
    }

    /** File and line of a setting such as {@code transform[0]}. */
    String place(String setting) {
        return file + ":" + origins.line(setting);
    }

    public Path ledgerFile() {
        return state.resolve("ledger.db");
    }

    public Path runFolder(String run) {
        return state.resolve("runs").resolve(run);
    }
}
