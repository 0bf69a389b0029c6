package dev.sluice.media;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.Decision;
import dev.sluice.media.decide.Job;
import dev.sluice.media.decide.JobKey;
import dev.sluice.media.decide.Profile;
import dev.sluice.media.decide.Rule;
import dev.sluice.media.decide.Rules;
import dev.sluice.media.table.Records;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Nearest;
import dev.sluice.transform.Tables;
import dev.sluice.transform.Transform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The kind {@code decide}: what is to be done with each asset. It makes two tables: the one of its own name has the columns
 * of its input and {@code decision}, a struct of {@link Decision}; {@code NAME.jobs} has a row for each target of what is
 * to be encoded, with the columns of {@link Job} before those of the input.
 */
@Doc("what is to be done with each asset: the first rule that holds")
public record DecideTransform(
        @Doc("the name of the table of decisions; jobs are the table name.jobs")
        String name,

        @Doc("the table of assets, with the columns path, bytes, modified, asset and probe")
        String from,

        @Doc("rules in their order; the first that holds decides; where none does, a person decides")
        List<Rule> rules,

        @Doc("profiles by the name that rules give") Map<String, Profile> profiles)
        implements Transform {
    private static final String DECISION = "decision";
    private static final String ITEM = "_item";

    public DecideTransform {
        rules = List.copyOf(rules);
        profiles = Map.copyOf(profiles);
        if (rules.isEmpty()) {
            throw new InvalidSetting("rules", "holds no rule; give at least one");
        }
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            if (!names.add(rule.name())) {
                throw new InvalidSetting("rules", "holds two rules named \"" + rule.name() + "\"");
            }
            Set<String> known = profiles.keySet();
            rule.encode().filter(profile -> !known.contains(profile)).ifPresent(profile -> {
                throw new InvalidSetting(
                        "rules",
                        "rule \"" + rule.name() + "\" encodes by \"" + profile + "\", which is none of the profiles ("
                                + String.join(", ", known) + ")" + Nearest.hint(profile, known));
            });
        }
    }

    @Override
    public List<String> tables() {
        return List.of(name, jobs());
    }

    private String jobs() {
        return name + ".jobs";
    }

    @Override
    public List<String> inputs() {
        return List.of(from);
    }

    @Override
    public Tables apply(SparkSession spark, Tables in) {
        Dataset<Row> assets = in.table(from);
        refuseOthers(assets.schema());
        Column asset = struct(columns(Asset.COLUMNS.fieldNames()));
        Column decision = udf(new Decide(rules, profiles), Records.schema(Decision.class))
                .apply(asset)
                .as(DECISION);
        String[] kept = Arrays.stream(assets.columns())
                .filter(column -> !column.equals(ITEM))
                .toArray(String[]::new);
        Column[] item = assets.columns().length == kept.length ? new Column[0] : columns(ITEM);
        Dataset<Row> decisions = assets.select(joined(columns(kept), new Column[] {decision}, item));
        Column jobs = udf(new Jobs(), DataTypes.createArrayType(Records.schema(Job.class), false))
                .apply(col("asset"), col(DECISION));
        String[] ofJob = Records.schema(Job.class).fieldNames();
        Column[] first = Arrays.stream(ofJob)
                .map(field -> col("_job").getField(field).as(field))
                .toArray(Column[]::new);
        Dataset<Row> exploded = decisions.withColumn("_job", explode(jobs)).select(joined(first, columns(kept), item));
        return in.with(name, decisions).with(jobs(), exploded);
    }

    private static Column[] columns(String... names) {
        return Arrays.stream(names)
                .map(column -> col('`' + column.replace("`", "``") + '`'))
                .toArray(Column[]::new);
    }

    private static Column[] joined(Column[]... parts) {
        return Arrays.stream(parts).flatMap(Arrays::stream).toArray(Column[]::new);
    }

    private void refuseOthers(StructType schema) {
        for (StructField wanted : Asset.COLUMNS.fields()) {
            boolean there = Arrays.stream(schema.fields())
                    .anyMatch(field -> field.name().equals(wanted.name())
                            && DataType.equalsIgnoreNullability(field.dataType(), wanted.dataType()));
            if (!there) {
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot build table \"" + name + "\": \"" + from + "\" has no column " + wanted.name()
                                + " as a probe step makes it (read the table of assets that the inventory fills)");
            }
        }
    }

    /** Decides row by row; the rules are analysed once in each task. */
    private static final class Decide implements UDF1<Row, Row> {
        private static final long serialVersionUID = 1L;

        // As rows, because an Optional cannot be serialised.
        private final ArrayList<Row> rules = new ArrayList<>();
        private final LinkedHashMap<String, Row> profiles = new LinkedHashMap<>();
        private transient Rules ready;

        Decide(List<Rule> rules, Map<String, Profile> profiles) {
            rules.forEach(rule -> this.rules.add(Records.row(rule)));
            profiles.forEach((name, profile) -> this.profiles.put(name, Records.row(profile)));
        }

        @Override
        public Row call(Row asset) {
            if (ready == null) {
                Map<String, Profile> known = new LinkedHashMap<>();
                profiles.forEach((name, row) -> known.put(name, Records.record(Profile.class, row)));
                ready = new Rules(
                        rules.stream()
                                .map(row -> Records.record(Rule.class, row))
                                .toList(),
                        known);
            }
            return Records.row(ready.decide(Records.record(Asset.class, asset)));
        }
    }

    /** The jobs of a decision. */
    private static final class Jobs implements UDF2<String, Row, Object> {
        private static final long serialVersionUID = 1L;

        @Override
        public Object call(String asset, Row row) {
            Decision decision = Records.record(Decision.class, row);
            return CollectionConverters.asScala(decision.targets().stream()
                            .map(target -> Records.row(new Job(JobKey.of(asset, target), decision.rule(), target)))
                            .toList())
                    .toSeq();
        }
    }
}
