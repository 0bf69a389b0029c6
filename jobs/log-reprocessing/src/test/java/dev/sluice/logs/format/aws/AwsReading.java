package dev.sluice.logs.format.aws;

import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Reads one line after the other into the same batch. */
final class AwsReading {
    private final AwsFormat format;
    private final StructType wanted;
    private final Columns columns;
    private final LineParser parser;

    AwsReading(String format) {
        this(format(format), format(format).columns());
    }

    private AwsReading(AwsFormat format, StructType wanted) {
        this.format = format;
        this.wanted = wanted;
        this.columns = new Columns(wanted);
        this.parser = format.parser(wanted);
    }

    static AwsFormat format(String name) {
        return (AwsFormat) Formats.of(name, Optional.empty(), ZoneId.of("UTC"));
    }

    /** The same lines for some of the columns. */
    AwsReading wanting(String... names) {
        StructType some = new StructType();
        for (String name : names) {
            some = some.add(wanted.apply(name));
        }
        return new AwsReading(format, some);
    }

    AwsFormat format() {
        return format;
    }

    Parsed read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return read(bytes, 0, bytes.length);
    }

    Parsed read(byte[] buffer, int from, int to) {
        columns.reset();
        columns.clear(from);
        parser.parse(buffer, from, to, columns);
        columns.keep();
        return new Parsed(wanted, columns);
    }

    /** Everything that is told of a line that stands alone, times in microseconds. */
    Map<String, String> told(byte[] line) {
        return told(read(line, 0, line.length));
    }

    /** Everything that is told of a line between others. */
    Map<String, String> toldInside(byte[] line, Random random) {
        byte[] buffer = new byte[line.length + 80];
        random.nextBytes(buffer);
        Arrays.fill(buffer, 0, 8, (byte) '"');
        int from = 1 + random.nextInt(79);
        System.arraycopy(line, 0, buffer, from, line.length);
        return told(read(buffer, from, from + line.length));
    }

    private Map<String, String> told(Parsed parsed) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("header", Boolean.toString(columns.isHeader()));
        told.put("reject", columns.rejectCode() + columns.rejectMessage());
        told.put("error", parsed.error());
        if (!columns.rejected()) {
            InternalRow row = columns.batch(wanted.size()).getRow(0);
            for (int i = 0; i < wanted.size(); i++) {
                StructField field = wanted.fields()[i];
                told.put(
                        field.name(),
                        row.isNullAt(i) ? null : row.get(i, field.dataType()).toString());
            }
        }
        return told;
    }
}
