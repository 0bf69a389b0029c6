package dev.sluice.logs.format.aws;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/**
 * Lines of fields with blanks between them, in quotes where a client wrote them. "-" is null.
 *
 * <p>Codes in {@code _error}: BAD_NUMBER, BAD_TIME, BAD_ADDRESS (no port), BAD_REQUEST (kept in request as it was
 * written), MISSING_FIELDS (the line ends early), TRAILING_TEXT (the line goes on: AWS adds fields at the end),
 * INVALID_UTF8 (kept). Rejected as NOT_IN_FORMAT: a line that ends before its time, or that ends early and whose time
 * is none; where no field is a time, any line that ends early.
 *
 * @param fields those of a line, in their order
 * @param expected how many of them each line has; the others came with later versions
 * @param escapes whether {@code \"}, {@code \\} and {@code \xhh} in quotes are escapes
 * @param header the line of field names that a file may have
 * @param zone id, of times that do not say theirs
 */
record AwsFormat(List<Field> fields, int expected, boolean escapes, Header header, String zone) implements LineFormat {
    AwsFormat {
        fields = List.copyOf(fields);
    }

    @Override
    public StructType columns() {
        StructType columns = new StructType();
        for (Field field : fields) {
            columns = field.addTo(columns);
        }
        return columns;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new AwsParser(this, wanted, ZoneId.of(zone));
    }

    @Override
    public String toString() {
        return fields.stream().map(Field::name).collect(Collectors.joining(" "));
    }
}
