package dev.sluice.logs.line;

import org.apache.spark.sql.types.StructType;

/** A format whose parsers have begun a file, as the reader does it. */
public record Begun(LineFormat format, LastWritten file) implements LineFormat {
    @Override
    public StructType columns() {
        return format.columns();
    }

    @Override
    public LineParser parser(StructType wanted) {
        LineParser parser = format.parser(wanted);
        parser.begin(file);
        return parser;
    }

    @Override
    public boolean inOrder() {
        return format.inOrder();
    }

    @Override
    public boolean multiLine() {
        return format.multiLine();
    }

    @Override
    public boolean joined() {
        return format.joined();
    }
}
