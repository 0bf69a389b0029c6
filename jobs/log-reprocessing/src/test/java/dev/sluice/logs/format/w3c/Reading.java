package dev.sluice.logs.format.w3c;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;

/** A format whose parsers have read the lines that a file begins with. */
record Reading(LineFormat format, List<String> before) implements LineFormat {
    static final LastWritten FILE = new LastWritten(0, LastWritten.By.MTIME);

    static Reading of(LineFormat format, String... before) {
        return new Reading(format, List.of(before));
    }

    @Override
    public StructType columns() {
        return format.columns();
    }

    @Override
    public LineParser parser(StructType wanted) {
        LineParser parser = format.parser(wanted);
        parser.begin(FILE);
        Columns columns = new Columns(wanted);
        for (String line : before) {
            columns.clear(0);
            parser.parse(line.getBytes(UTF_8), 0, line.getBytes(UTF_8).length, columns);
        }
        return parser;
    }

    Parsed read(String line) {
        return Parsed.of(this, line);
    }

    /** "name=value" of the columns that have one, and the error at the end. */
    List<String> fields(String line) {
        Parsed parsed = read(line);
        List<String> fields = new ArrayList<>();
        Stream.of(columns().fieldNames())
                .filter(name -> parsed.at(name) != null)
                .forEach(name -> fields.add(name + "=" + parsed.at(name)));
        if (!parsed.error().isEmpty()) {
            fields.add(parsed.error());
        }
        return fields;
    }
}
