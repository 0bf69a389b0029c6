package dev.sluice.logs.format.json;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * JSON lines whose members are known: those of a logging library, a server or a container. The resource
 * {@code layouts} beside this class has their names, their sources and which member fills which column. A member that no
 * column is for is kept as it stands in the column {@code extra} STRING, one JSON object, with the names that lead to it.
 * Of several members of one column the last that is not null counts.
 *
 * <p>Codes in {@code _error}: BAD_NUMBER, BAD_TIME (the column is null), INVALID_UTF8 (each bad byte became U+FFFD).
 * Rejected: a line that is not one JSON object (BAD_JSON), and one that lacks a member by which the layout is known
 * (NOT_IN_FORMAT). Immutable.
 */
public record JsonLayout(String name, List<Member> members, String zone) implements LineFormat {
    /** The column of what no other one is for. */
    static final String EXTRA = "extra";

    private static final String DOCKER = "docker-json";
    private static final Map<String, List<Member>> ALL = read();

    public JsonLayout {
        members = List.copyOf(members);
    }

    /** The layouts' names, the more exact ones first. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * A layout.
     *
     * @param name one of {@link #names}
     * @param zone of times that do not say theirs
     */
    public static JsonLayout of(String name, ZoneId zone) {
        return new JsonLayout(name, ALL.get(name), zone.getId());
    }

    @Override
    public StructType columns() {
        StructType columns = new StructType();
        for (Member member : members) {
            if (!member.column().isEmpty() && !List.of(columns.fieldNames()).contains(member.column())) {
                columns = columns.add(member.column(), member.reading().type(), true);
            }
        }
        return columns.add(EXTRA, DataTypes.StringType, true);
    }

    @Override
    public LineParser parser(StructType wanted) {
        LineParser objects = new ObjectLines(new LayoutMembers(members, wanted, ZoneId.of(zone)));
        return joined() ? new DockerLines(objects) : objects;
    }

    /** Docker divides long lines among entries. */
    @Override
    public boolean joined() {
        return name.equals(DOCKER);
    }

    private static Map<String, List<Member>> read() {
        Map<String, List<Member>> all = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(JsonLayout.class.getResourceAsStream("layouts")), StandardCharsets.UTF_8))) {
            List<Member> layout = List.of();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    layout = new ArrayList<>();
                    all.put(line.substring(1, line.length() - 1), layout);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    String[] words = line.trim().split(" +", -1);
                    String column = words[2].equals("-") ? "" : words[2];
                    layout.add(new Member(words[1], words[0].charAt(0), column, Reading.of(words[3])));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the layouts of JSON logs", e);
        }
        return Collections.unmodifiableMap(all);
    }
}
