package dev.sluice.settings;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the settings of a file stand, for whoever finds a problem after binding.
 *
 * @param root the resolved configuration
 */
public record Origins(ConfigObject root) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|(\"(?:[^\"\\\\]|\\\\.)*\")|([^.\\[\\]\"]+)");

    /** The path of a key inside an object; keys that are not plain are quoted. */
    public static String key(String path, String key) {
        String step = PLAIN.matcher(key).matches() ? key : ConfigUtil.quoteString(key);
        return path.isEmpty() ? step : path + "." + step;
    }

    /** The path of a list's element. */
    public static String element(String path, int index) {
        return path + "[" + index + "]";
    }

    /** The line of a path such as {@code load[0].partition-by}, else of what encloses it; 0 when not known. */
    public int line(String path) {
        ConfigValue at = root;
        int line = lineOf(root, 0);
        Matcher steps = STEP.matcher(path);
        while (at != null && steps.find()) {
            at = step(at, steps);
            line = at == null ? line : lineOf(at, line);
        }
        return line;
    }

    static int lineOf(ConfigValue value, int otherwise) {
        int line = value.origin().lineNumber();
        return line > 0 ? line : otherwise;
    }

    private static ConfigValue step(ConfigValue at, Matcher step) {
        if (step.group(1) != null) {
            int index = Integer.parseInt(step.group(1));
            return at instanceof ConfigList list && index < list.size() ? list.get(index) : null;
        }
        String key = step.group(2) == null
                ? step.group(3)
                : ConfigUtil.splitPath(step.group(2)).get(0);
        return at instanceof ConfigObject object ? object.get(key) : null;
    }
}
