package dev.sluice.media;

import static org.apache.spark.sql.functions.col;

import dev.sluice.media.encode.Encodes;
import dev.sluice.media.estimate.Estimate;
import dev.sluice.media.estimate.Estimator;
import dev.sluice.media.estimate.Finished;
import dev.sluice.media.estimate.Speed;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.table.Records;
import dev.sluice.media.verify.Verdict;
import dev.sluice.media.verify.Verdicts;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.JobFile;
import dev.sluice.transform.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/** Jobs that were encoded by Sluice and have their verdict, beside what the inventory knows of their inputs. */
final class FinishedEncodes {
    /** The last ones tell enough. */
    private static final int MOST = 20_000;

    private FinishedEncodes() {}

    private record Done(ManifestJob job, Verdict verdict) {}

    /**
     * The last of those of a job file that encodes.
     *
     * @param tables of the plan, up to that of assets
     * @param name of the table of assets
     */
    static List<Finished> of(SparkSession spark, Path encodes, Tables tables, String name) {
        Map<String, List<Done>> done = done(encodes);
        Dataset<Row> assets = tables.table(name);
        InputColumns.require("results", assets, "asset", DataTypes.StringType);
        InputColumns.require("results", assets, "probe", Records.schema(Probe.class));
        Dataset<Row> wanted = spark.createDataset(List.copyOf(done.keySet()), Encoders.STRING())
                .toDF("wanted");
        Map<String, Probe> probes = new HashMap<>();
        assets.join(wanted, assets.col("asset").equalTo(wanted.col("wanted")), "left_semi")
                .select(col("asset"), col("probe"))
                .where("probe IS NOT NULL")
                .collectAsList()
                .forEach(row -> probes.put(row.getString(0), Records.record(Probe.class, row.getStruct(1))));
        List<Finished> finished = new ArrayList<>();
        done.forEach((asset, all) -> Optional.ofNullable(probes.get(asset))
                .ifPresent(probe -> all.forEach(one -> finished.add(finished(one, probe)))));
        return finished;
    }

    private static Finished finished(Done one, Probe probe) {
        return new Finished(
                probe,
                one.job().input().bytes(),
                one.job().target(),
                one.verdict().work().encodeCpuSeconds(),
                one.verdict().outputBytes().orElse(0L));
    }

    /** By the asset of their input. */
    private static Map<String, List<Done>> done(Path encodes) {
        EncodeSteps steps =
                EncodeSteps.of(JobFile.read(encodes, BuiltIn.kinds(), System.getenv()), "learn from the results of");
        Verdicts verdicts = Encodes.verdicts(steps.encode().folder());
        List<Done> all = new ArrayList<>();
        steps.jobs()
                .forEach(job -> verdicts.find(job.jobKey())
                        .filter(verdict -> verdict.work().attempts() > 0
                                && verdict.outputBytes().isPresent())
                        .ifPresent(verdict -> all.add(new Done(job, verdict))));
        Map<String, List<Done>> assets = new HashMap<>();
        all.stream()
                .sorted(Comparator.comparing((Done one) -> one.verdict().at())
                        .reversed()
                        .thenComparing(one -> one.job().jobKey()))
                .limit(MOST)
                .forEach(one -> assets.computeIfAbsent(one.job().asset(), any -> new ArrayList<>())
                        .add(one));
        return assets;
    }

    /**
     * How an estimator would have done.
     *
     * @param cpu CPU seconds that encodes took, as a part of the P50: the median
     * @param bytes the same of the bytes of outputs
     */
    record Told(long encodes, double cpu, double bytes) {
        static Told by(List<Speed> speeds, List<Finished> all) {
            Estimator estimator = Estimator.of(speeds, 1);
            List<Double> cpu = new ArrayList<>();
            List<Double> bytes = new ArrayList<>();
            for (Finished one : all) {
                Estimate estimate = estimator.estimate(one.probe(), one.bytes(), one.target());
                cpu.add(one.cpuSeconds() / estimate.cpuSeconds().p50());
                bytes.add((double) one.outputBytes()
                        / Math.max(1, estimate.outputBytes().p50()));
            }
            return new Told(all.size(), median(cpu), median(bytes));
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(1.0);
        }
    }
}
