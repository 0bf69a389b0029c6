package dev.sluice.cli;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sluice.fault.Blame;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.run.SparkFaults;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/**
 * Where results go: plain text for people, one JSON value for machines, problems to standard error without a stack
 * trace unless asked.
 */
public final class Console {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule().addSerializer(new OptionalAsNull()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .build();

    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final boolean verbose;

    Console(PrintStream out, PrintStream err, Output asked) {
        this.out = out;
        this.err = err;
        this.json = asked.json;
        this.verbose = asked.verbose;
    }

    /** Standard output and standard error, as the command was asked to use them. */
    public static Console of(Output asked) {
        return new Console(System.out, System.err, asked);
    }

    /** The console that the innermost command of a parsed line asked for. */
    static Console of(ParseResult parsed) {
        ParseResult inner = parsed;
        while (inner.hasSubcommand()) {
            inner = inner.subcommand();
        }
        Output asked = new Output();
        asked.json = inner.hasMatchedOption("--json");
        asked.verbose = inner.hasMatchedOption("--verbose");
        return of(asked);
    }

    /** True when a machine reads: text is left out. */
    public boolean json() {
        return json;
    }

    /** True when a person watches: progress may be drawn. */
    @SuppressWarnings("SystemConsoleNull") // Java 17 is what is required, and there null means no terminal.
    public boolean live() {
        return !json && System.console() != null;
    }

    /** For people; silent with --json. */
    public void say(String line) {
        if (!json) {
            out.println(line);
        }
    }

    /** For people; silent with --json. */
    public void say(List<String> lines) {
        lines.forEach(this::say);
    }

    /** For machines; silent without --json. */
    public void data(Object value) {
        if (json) {
            out.println(toJson(value));
        }
    }

    static String toJson(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new Fault(
                    Code.INTERNAL, "Cannot write as JSON: " + value.getClass().getSimpleName(), e);
        }
    }

    /** What a person should know and cannot be helped now. */
    void warn(String line) {
        err.println("sluice: " + line);
    }

    void problem(Exception problem) {
        Fault fault = SparkFaults.translate(problem, Code.SETTINGS);
        err.println(fault.getMessage());
        String log = System.getProperty("sluice.log", "");
        if (!log.isEmpty() && fault.code().blame() != Blame.CONFIG) {
            err.println("Spark's own log is in " + log);
        }
        if (verbose) {
            problem.printStackTrace(err);
        }
    }

    /** Spark brings no Jackson module for Optional: what is absent is null. */
    private static final class OptionalAsNull extends StdSerializer<Optional<?>> {
        private static final long serialVersionUID = 1L;

        OptionalAsNull() {
            super(TypeFactory.defaultInstance().constructType(Optional.class));
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator json, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(value.orElse(null), json);
        }
    }

    /** Rows as a table with a header line; numbers to the right. */
    public static List<String> table(List<String> header, List<List<String>> rows) {
        int[] width = new int[header.size()];
        for (int i = 0; i < width.length; i++) {
            int column = i;
            width[i] = Math.max(
                    header.get(i).length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
        List<String> lines = new java.util.ArrayList<>();
        lines.add(line(header, width));
        rows.forEach(row -> lines.add(line(row, width)));
        return lines;
    }

    private static String line(List<String> cells, int[] width) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < width.length; i++) {
            boolean number = cells.get(i).matches("-?[\\d,.]+ ?%?");
            text.append(
                    String.format(Locale.ROOT, (number ? "%" : "%-") + Math.max(1, width[i]) + "s  ", cells.get(i)));
        }
        return text.toString().stripTrailing();
    }
}
