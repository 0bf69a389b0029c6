package dev.sluice.logs.format.layout;

import dev.sluice.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Format strings of Python's logging: {@code %(asctime)s - %(name)s - %(levelname)-8s - %(message)s}. asctime is as
 * without a datefmt, or any other form of ISO 8601, with msecs behind it or not. An attribute that is not Python's own
 * is a STRING column of its name.
 *
 * @see <a href="https://docs.python.org/3/library/logging.html#logrecord-attributes">LogRecord attributes</a>
 */
final class PythonLanguage {
    private static final Pattern ATTRIBUTE =
            Pattern.compile("%\\((\\w+)\\)[-#0 +]*(\\d*)(?:\\.(\\d+))?([diouxXeEfFgGcrsa])");
    private static final Map<String, Part> ATTRIBUTES = Map.ofEntries(
            Map.entry("asctime", Part.time("ISO8601", "")),
            Map.entry("levelname", Part.of(Part.Kind.LEVEL, "level")),
            Map.entry("levelno", Part.of(Part.Kind.INTEGER, "level_number")),
            Map.entry("name", Part.of(Part.Kind.WORD, "logger")),
            Map.entry("message", Part.of(Part.Kind.MESSAGE, "message")),
            Map.entry("process", Part.of(Part.Kind.NUMBER, "pid")),
            Map.entry("processName", Part.of(Part.Kind.TEXT, "process_name")),
            Map.entry("thread", Part.of(Part.Kind.NUMBER, "tid")),
            Map.entry("threadName", Part.of(Part.Kind.TEXT, "thread")),
            Map.entry("taskName", Part.of(Part.Kind.TEXT, "task")),
            Map.entry("filename", Part.of(Part.Kind.WORD, "source_file")),
            Map.entry("pathname", Part.of(Part.Kind.TEXT, "source_path")),
            Map.entry("lineno", Part.of(Part.Kind.INTEGER, "source_line")),
            Map.entry("funcName", Part.of(Part.Kind.WORD, "source_method")),
            Map.entry("module", Part.of(Part.Kind.WORD, "module")));

    private PythonLanguage() {}

    /**
     * Text (String) and parts, in their order.
     *
     * @throws Fault SETTINGS when the format has an attribute that cannot be read back
     */
    static List<Object> tokens(String format) {
        List<Object> tokens = new ArrayList<>();
        Matcher attribute = ATTRIBUTE.matcher(format.replaceAll("(%\\(asctime\\)s)[.,]%\\(msecs\\)\\d*d", "$1"));
        StringBuilder text = new StringBuilder();
        while (attribute.find()) {
            attribute.appendReplacement(text, "");
            tokens.add(literal(text, format));
            tokens.add(part(attribute, format));
        }
        attribute.appendTail(text);
        tokens.add(literal(text, format));
        return tokens;
    }

    private static String literal(StringBuilder text, String format) {
        String literal = text.toString().replace("%%", "\u0000");
        text.setLength(0);
        if (literal.indexOf('%') >= 0) {
            throw Layout.cannot(format, "a percent sign stands before no attribute such as %(message)s");
        }
        return literal.replace('\u0000', '%');
    }

    private static Part part(Matcher attribute, String format) {
        String name = attribute.group(1);
        if (List.of("created", "relativeCreated", "msecs", "args", "exc_info").contains(name)) {
            throw Layout.cannot(format, "%(" + name + ") is not read; the time is %(asctime)s");
        }
        Part part = ATTRIBUTES.getOrDefault(name, Part.of(Part.Kind.TEXT, JavaLanguage.column(name)));
        return part.padded(whole(attribute.group(2)), whole(attribute.group(3)));
    }

    private static int whole(String digits) {
        return digits == null || digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
    }
}
