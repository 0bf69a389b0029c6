package dev.sluice.logs.naming;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A format whose columns say where in a schema their values go. Nothing is done for a line that the format would not
 * do: only names differ. Columns whose names begin with an underscore keep them. Of two columns that would go to one
 * field the first does; the other one is a field of our own.
 */
public final class NamedFormat implements LineFormat {
    private static final long serialVersionUID = 1L;

    /** Before the name of a column that is none of the format's, so that it does not look for it in its lines. */
    private static final String FOREIGN = "\0";

    private final LineFormat format;
    private final StructType columns;
    private final Map<String, String> own = new LinkedHashMap<>();

    NamedFormat(String word, LineFormat format, Naming naming) {
        this.format = format;
        StructType all = new StructType();
        Set<String> taken = new HashSet<>();
        for (StructField field : format.columns().fields()) {
            String name =
                    field.name().startsWith("_") ? field.name() : Target.text(targets(naming, word, field, taken));
            own.put(name, field.name());
            all = all.add(name, field.dataType());
        }
        this.columns = all;
    }

    /** The format with our own names. */
    public static LineFormat without(LineFormat format) {
        return format instanceof NamedFormat named ? named.format : format;
    }

    private static List<Target> targets(Naming naming, String word, StructField field, Set<String> taken) {
        List<Target> decided = NameTable.targets(naming, word, field)
                .orElseGet(() -> List.of(new Target(NameTable.own(naming, field.name()), Conversion.NONE)));
        List<Target> left = new ArrayList<>();
        for (Target target : decided) {
            if (target.conversion().takes(field.dataType())
                    && taken.add(target.path().toLowerCase(Locale.ROOT))) {
                left.add(target);
            }
        }
        return left.isEmpty() ? List.of(new Target(NameTable.own(naming, field.name()), Conversion.NONE)) : left;
    }

    @Override
    public StructType columns() {
        return columns;
    }

    @Override
    public LineParser parser(StructType wanted) {
        StructType inOurNames = new StructType();
        for (StructField field : wanted.fields()) {
            String name = own.getOrDefault(field.name(), FOREIGN + field.name());
            inOurNames = inOurNames.add(name, field.dataType());
        }
        return format.parser(inOurNames);
    }

    @Override
    public boolean inOrder() {
        return format.inOrder();
    }

    @Override
    public int lookAhead() {
        return format.lookAhead();
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
