package dev.sluice.transform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Location;
import dev.sluice.settings.Preset;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructType;

/**
 * Adds what a MaxMind DB file knows of an IP address ({@link GeoField}); null where it knows nothing, where the text is
 * no address, and for IPv6 in a file of IPv4. As many rows come out as go in. The file is the user's own: GeoLite2,
 * GeoIP2 and others of the same structure, of the types Country, City, Enterprise, ASN and ISP. All machines of a
 * cluster read it at the same path.
 *
 * <p>Building the plan fails with INPUT_MISSING or INPUT_DAMAGED, and with SETTINGS where the file is of a type that
 * has not got a field, or no names in the language. A task fails with INPUT_CHANGED where it meets other data.
 */
@Doc("country, city or network operator of an IP address, from a MaxMind DB file")
public record GeoipTransform(
        @Doc("the name of the table that the step makes") String name,
        @Doc("the table to look at") String from,
        @Doc("the column of IP addresses, of type STRING") String column,

        @Doc("a local .mmdb file, such as GeoLite2-City.mmdb")
        Location database,

        @Doc("what becomes a column; the file's type says which there are")
        List<GeoField> fields,

        @Doc("the language of names, one of the file's") @Preset("en")
        String language,

        @Doc("what the names of the new columns begin with") @Preset("geo_")
        String prefix)
        implements Transform {
    public GeoipTransform {
        fields = List.copyOf(new LinkedHashSet<>(fields));
        if (fields.isEmpty()) {
            throw new InvalidSetting("fields", "names no field; such as country, city, asn");
        }
        if (path(database).isEmpty()) {
            throw new InvalidSetting("database", "\"" + database + "\" is not a local path; the file is mapped");
        }
    }

    private static Optional<Path> path(Location database) {
        String uri = database.uri();
        if (uri.startsWith("/")) {
            return Optional.of(Path.of(uri));
        }
        return uri.startsWith("file:/") ? Optional.of(Path.of(URI.create(uri).getPath())) : Optional.empty();
    }

    @Override
    public List<String> inputs() {
        return List.of(from);
    }

    @Override
    public Tables apply(SparkSession spark, Tables in) {
        Dataset<Row> table = in.table(from);
        String address = Columns.text(name, table, column);
        Path file = path(database).orElseThrow();
        GeoDatabase opened = GeoDatabase.open(file);
        refuseUnknown(opened);
        StructType struct = new StructType();
        List<String> names = new ArrayList<>();
        for (GeoField field : fields) {
            names.add(prefix + field.name().toLowerCase(Locale.ROOT));
            struct = struct.add(names.get(names.size() - 1), field.type());
        }
        Column found = udf(new Lookup(file.toString(), opened.build(), fields, language), struct)
                .withName("geoip")
                .apply(col(Columns.quoted(address)));
        return in.with(name, Columns.spread(name, table, found, names, java.util.Set.of()));
    }

    private void refuseUnknown(GeoDatabase opened) {
        String type = opened.build().type();
        for (GeoField field : fields) {
            if (!field.isIn(type)) {
                throw Columns.wrong(
                        name,
                        "%s is of type %s, which has no %s (%s)"
                                .formatted(
                                        database,
                                        type,
                                        field.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                        GeoField.of(type)));
            }
        }
        boolean named = fields.stream().anyMatch(GeoField::isNamed);
        if (named && !opened.languages().isEmpty() && !opened.languages().contains(language)) {
            throw Columns.wrong(
                    name,
                    "%s has no names in language \"%s\" (it has: %s)"
                            .formatted(database, language, String.join(", ", opened.languages())));
        }
    }

    /** Runs in Spark's tasks; each of them gets a copy of its own. */
    private static final class Lookup implements UDF1<String, Row> {
        private static final long serialVersionUID = 1L;

        private final String file;
        private final GeoDatabase.Build planned;
        private final List<GeoField> fields;
        private final String language;
        private transient volatile GeoDatabase opened;

        Lookup(String file, GeoDatabase.Build planned, List<GeoField> fields, String language) {
            this.file = file;
            this.planned = planned;
            this.fields = fields;
            this.language = language;
        }

        @Override
        public Row call(String text) {
            Map<?, ?> known = text == null
                    ? Map.of()
                    : IpText.parse(text)
                            .<Map<?, ?>>map(ip -> database().find(ip))
                            .orElse(Map.of());
            return RowFactory.create(
                    fields.stream().map(field -> field.value(known, language)).toArray());
        }

        private GeoDatabase database() {
            GeoDatabase database = opened;
            if (database == null) {
                database = GeoDatabase.open(Path.of(file), planned);
                opened = database;
            }
            return database;
        }
    }
}
