package dev.sluice.transform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Adds what a user agent tells of device, operating system and program ({@link UserAgentField}), as STRING columns such
 * as {@code ua_device_class}; null where Yauaa does not know, or the text is null or blank. As many rows come out as go
 * in. What it says of a user agent may change with Yauaa's version, which is that of this library.
 */
@Doc("device, operating system and program of a user agent as columns")
public record UserAgentTransform(
        @Doc("the name of the table that the step makes") String name,
        @Doc("the table to look at") String from,
        @Doc("the column of user agents, of type STRING") String column,

        @Doc("what becomes a column")
        @Preset("[device-class, operating-system-name, agent-class, agent-name, agent-version-major]")
        List<UserAgentField> fields,

        @Doc("what the names of the new columns begin with") @Preset("ua_")
        String prefix)
        implements Transform {
    public UserAgentTransform {
        fields = List.copyOf(new LinkedHashSet<>(fields));
        if (fields.isEmpty()) {
            throw new InvalidSetting("fields", "names no field; such as device-class, agent-name");
        }
    }

    @Override
    public List<String> inputs() {
        return List.of(from);
    }

    @Override
    public Tables apply(SparkSession spark, Tables in) {
        Dataset<Row> table = in.table(from);
        String text = Columns.text(name, table, column);
        StructType struct = new StructType();
        List<String> names = new ArrayList<>();
        for (UserAgentField field : fields) {
            names.add(prefix + field.name().toLowerCase(Locale.ROOT));
            struct = struct.add(names.get(names.size() - 1), DataTypes.StringType);
        }
        Column read = udf(new Reading(fields), struct).withName("user_agent").apply(col(Columns.quoted(text)));
        return in.with(name, Columns.spread(name, table, read, names, Set.of()));
    }

    /** Runs in Spark's tasks. */
    private record Reading(List<UserAgentField> fields) implements UDF1<String, Row> {
        @Override
        public Row call(String text) {
            return text == null || text.isBlank()
                    ? RowFactory.create(new Object[fields.size()])
                    : UserAgents.of(fields).read(text);
        }
    }
}
