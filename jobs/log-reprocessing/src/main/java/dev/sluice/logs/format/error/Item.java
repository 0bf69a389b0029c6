package dev.sluice.logs.format.error;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Digits;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A directive of an ErrorLogFormat.
 *
 * @param letter as in the table of {@link CustomErrorFormat}
 * @param argument what stood in braces
 * @param printed whether it always prints something: by its nature, as "-" or because the line would be left out
 */
record Item(char letter, String argument, boolean printed) implements Serializable {
    static final String LETTERS = "taALlmPTEFkvVMien";

    /** DDL of its columns. */
    String columns() {
        String name = argument.toLowerCase(Locale.ROOT).replace('-', '_');
        return switch (letter) {
            case 't' -> "ts timestamp";
            case 'a' -> argument.equals("c") ? "peer_ip string, peer_port int" : "client_ip string, client_port int";
            case 'A' -> "server_ip string, server_port int";
            case 'L' -> argument.isEmpty() ? "log_id string" : "connection_log_id string";
            case 'l' -> "level string";
            case 'm' -> "module string";
            case 'P' -> "pid bigint";
            case 'T' -> argument.isEmpty() ? "tid bigint" : "system_tid bigint";
            case 'E' -> "os_error_code string, os_error string";
            case 'F' -> "source_file string, source_line int";
            case 'k' -> "keepalive int";
            case 'v', 'V' -> "vhost string";
            case 'M' -> "code string, message string";
            case 'i' -> (name.equals("referer") || name.equals("user_agent") ? name : "header_" + name) + " string";
            case 'e' -> "env_" + name + " string";
            default -> "note_" + name + " string";
        };
    }

    /** The names of its columns. */
    List<String> names() {
        return Stream.of(columns().split(", ", -1))
                .map(column -> column.substring(0, column.indexOf(' ')))
                .toList();
    }

    /** Whether line[from, to) can be what this prints; a part of a line that cannot is not there. */
    boolean takes(byte[] line, int from, int to) {
        if (from == to) {
            return false;
        }
        boolean hyphen = to - from == 1 && line[from] == '-';
        return switch (letter) {
            case 't', 'i', 'e', 'n', 'M' -> true;
            case 'E' -> hyphen || (line[from] == '(' && Bytes.find(line, from, to, (byte) ')') > from + 1);
            case 'F' -> hyphen || isPlace(line, from, to);
            default -> Bytes.find(line, from, to, (byte) ' ') < 0;
        };
    }

    /** As {@code core.c(4710)}. */
    private static boolean isPlace(byte[] line, int from, int to) {
        int open = Bytes.find(line, from, to, (byte) '(');
        return open > from && line[to - 1] == ')' && Digits.small(line, open + 1, Math.min(to - 1, open + 10)) >= 0;
    }
}
