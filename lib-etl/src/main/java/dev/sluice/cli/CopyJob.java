package dev.sluice.cli;

import com.typesafe.config.ConfigUtil;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A copy of one table, written down as a job file.
 *
 * @param from a database
 * @param to a database with a table, a catalog's table or a folder
 */
record CopyJob(
        Place from,
        String table,
        Place to,
        Optional<String> cursor,
        Optional<String> overlap,
        List<String> key,
        Optional<String> version) {
    private static final Pattern USER = Pattern.compile("^([a-z0-9+:]+//)([^/@:]+)@(.*)$");

    CopyJob {
        key = List.copyOf(key);
        if (!from.database()) {
            throw new Fault(
                    Code.USAGE,
                    "Cannot copy from " + from.words() + ": a database is wanted, such as postgresql://me@db/shop");
        }
        if (to.database() && to.table().isEmpty()) {
            throw new Fault(
                    Code.USAGE, "Cannot copy to " + to.words() + ": the table is missing (put it behind: URL#TABLE)");
        }
        if (!to.database() && !key.isEmpty()) {
            throw new Fault(Code.USAGE, "Cannot update by --key in " + to.words() + ": only a database can");
        }
    }

    /**
     * Where a table lies.
     *
     * @param scheme iceberg, files, or jdbc for any database
     * @param words as they were given, but for the scheme
     * @param user of a database, where its URL tells one
     * @param password a reference
     * @param table behind a database's URL
     */
    record Place(
            String scheme, String words, Optional<String> user, Optional<String> password, Optional<String> table) {
        static Place parse(String text, Optional<String> password) {
            for (String scheme : List.of("iceberg", "files")) {
                if (text.startsWith(scheme + ":")) {
                    return new Place(
                            scheme,
                            text.substring(scheme.length() + 1),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty());
                }
            }
            String whole = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
            int hash = whole.indexOf('#');
            Optional<String> table = hash < 0 ? Optional.empty() : Optional.of(whole.substring(hash + 1));
            String url = hash < 0 ? whole : whole.substring(0, hash);
            Matcher named = USER.matcher(url);
            Optional<String> user = named.matches() ? Optional.of(named.group(2)) : Optional.empty();
            String bare = named.matches() ? named.group(1) + named.group(3) : url;
            return new Place("jdbc", "jdbc:" + bare, user, password, table);
        }

        boolean database() {
            return scheme.equals("jdbc");
        }

        String server() {
            return "server { url = " + quoted(words)
                    + user.map(name -> ", user = " + quoted(name)).orElse("")
                    + password.map(reference -> ", password = " + quoted(reference))
                            .orElse("")
                    + " }";
        }
    }

    /** The job's name: the table's, as far as a name allows. */
    String name() {
        String plain = table.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^[^A-Za-z]+|-+$", "");
        return plain.isEmpty() ? "copy" : plain;
    }

    String text() {
        StringBuilder text = new StringBuilder("job = " + name() + "\nstate = state\n\n");
        if (to.scheme().equals("iceberg")) {
            String catalog = to.words().split("\\.", 2)[0];
            text.append("catalog.").append(ConfigUtil.quoteString(catalog)).append(".warehouse = ");
            text.append(quoted(catalog)).append("\n\n");
        }
        text.append("extract.rows {\n  type = jdbc, ").append(from.server()).append("\n  table = ");
        text.append(quoted(table));
        cursor.ifPresent(column -> text.append(", cursor = ").append(quoted(column)));
        overlap.ifPresent(much -> text.append(", overlap = ").append(quoted(much)));
        text.append("\n}\n");
        if (cursor.isEmpty()) {
            text.append("slice.by = whole\n");
        }
        text.append("\nload = [\n  { name = copy, from = rows, ").append(load()).append(" }\n");
        text.append("  { name = rejects, from = rows.rejects, type = files, path = ");
        text.append(quoted(name() + "-rejects")).append(", format = json }\n]\n");
        return text.toString();
    }

    private String load() {
        if (to.scheme().equals("iceberg")) {
            return "type = iceberg, table = " + quoted(to.words());
        } else if (to.scheme().equals("files")) {
            return "type = files, path = " + quoted(to.words());
        }
        String target = "type = jdbc, " + to.server() + "\n    table = "
                + quoted(to.table().orElseThrow());
        if (key.isEmpty()) {
            return target + (cursor.isPresent() ? ", mode = append" : ", mode = replace");
        }
        return target + ", mode = upsert, key = ["
                + key.stream().map(CopyJob::quoted).collect(Collectors.joining(", ")) + "]"
                + version.map(column -> ", version = " + quoted(column)).orElse("");
    }

    private static String quoted(String text) {
        return ConfigUtil.quoteString(text);
    }
}
