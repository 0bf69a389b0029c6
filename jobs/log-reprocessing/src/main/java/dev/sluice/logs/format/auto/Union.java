package dev.sluice.logs.format.auto;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of several formats in one table; a name that several have stands once. */
final class Union {
    /** The column that says which format a line has. */
    static final String FORMAT = "_format";

    private Union() {}

    /** @throws Fault SETTINGS when two formats mean different types by one name */
    static StructType of(List<Candidate> candidates) {
        Map<String, Candidate> first = new LinkedHashMap<>();
        StructType all = new StructType().add(FORMAT, DataTypes.StringType);
        for (Candidate candidate : candidates) {
            for (StructField field : candidate.format().columns().fields()) {
                Candidate before = first.putIfAbsent(field.name(), candidate);
                if (before == null) {
                    all = all.add(field);
                } else if (!all.apply(field.name()).dataType().equals(field.dataType())) {
                    throw new Fault(
                            Code.SETTINGS,
                            "Cannot use the formats %s and %s together: the column %s is %s in one and %s in the other"
                                            .formatted(
                                                    before.name(),
                                                    candidate.name(),
                                                    field.name(),
                                                    all.apply(field.name())
                                                            .dataType()
                                                            .sql(),
                                                    field.dataType().sql())
                                    + " (read them with a source for each)");
                }
            }
        }
        return all;
    }
}
