package dev.sluice.media.manifest;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.Target;
import java.util.Comparator;
import java.util.List;

/**
 * Where outputs go: the folders of the input again below another root. The name says the profile, and eight digits of the
 * job's key keep films apart that differ in their extension alone.
 *
 * @param root URI or path of the folder of all outputs
 * @param inputs roots below which the inputs lie; what lies in none of them keeps its whole path
 */
public record Names(String root, List<String> inputs) {
    private static final int LONGEST = 180;

    public Names {
        root = withoutSlash(root);
        inputs = inputs.stream()
                .map(Names::withoutSlash)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        if (inputs.contains(root)) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot put outputs among the inputs: " + root
                            + " (the next inventory would take them; name another" + " folder)");
        }
    }

    /** The output, and beside it the name that it has until it is complete. */
    public record Output(String path, String temporary) {}

    public Output of(String input, String jobKey, Target target) {
        String relative = relative(input);
        int slash = relative.lastIndexOf('/');
        String folder = root + (slash < 0 ? "" : "/" + relative.substring(0, slash));
        String name = shortened(withoutExtension(relative.substring(slash + 1)));
        String digits = jobKey.substring(0, 8);
        return new Output(
                folder + "/" + name + "." + target.profile() + "-" + digits + "." + target.extension(),
                folder + "/." + jobKey + ".partial." + target.extension());
    }

    private String relative(String input) {
        for (String base : inputs) {
            if (input.startsWith(base + "/")) {
                return input.substring(base.length() + 1);
            }
        }
        return input.replaceFirst("^[a-zA-Z][a-zA-Z0-9+.-]*:/*", "").replaceFirst("^/+", "");
    }

    private static String withoutExtension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** File systems take 255 bytes; a character has up to four of UTF-8, so this counts bytes. */
    private static String shortened(String name) {
        int bytes = 0;
        int end = 0;
        while (end < name.length()) {
            int point = name.codePointAt(end);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > LONGEST) {
                return name.substring(0, end);
            }
            end += Character.charCount(point);
        }
        return name;
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? withoutSlash(path.substring(0, path.length() - 1)) : path;
    }
}
