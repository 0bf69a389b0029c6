package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.spark.source.HasIcebergCatalog;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import scala.Option;

/**
 * Where a load's table and its receipts are: a catalog of the session and a namespace in it. Tables come out of it
 * as they are now, never from a cache.
 */
final class IcebergPlace {
    private static final String RECEIPTS = "sluice_receipts";

    private final Catalog catalog;
    private final String catalogName;
    private final TableIdentifier data;

    private IcebergPlace(Catalog catalog, String catalogName, TableIdentifier data) {
        this.catalog = catalog;
        this.catalogName = catalogName;
        this.data = data;
    }

    static IcebergPlace reach(SparkSession spark, String name) {
        Option<SparkSession> before = SparkSession.getActiveSession();
        // Spark makes a catalog from the settings of the thread's session, whichever session it is asked through.
        SparkSession.setActiveSession(spark);
        try {
            Spark3Util.CatalogAndIdentifier found = Spark3Util.catalogAndIdentifier(spark, name);
            if (!(found.catalog() instanceof HasIcebergCatalog iceberg)) {
                askFor(spark, name);
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot load into " + name + ": " + found.catalog().name()
                                + " is not an Iceberg catalog of this session (name one that is set by"
                                + " spark.sql.catalog.<name>)");
            }
            TableIdentifier data = Spark3Util.identifierToTableIdentifier(found.identifier());
            IcebergPlace place =
                    new IcebergPlace(iceberg.icebergCatalog(), found.catalog().name(), data);
            place.table();
            return place;
        } catch (ParseException e) {
            throw new Fault(Code.SETTINGS, "Cannot read table name: " + name + " (catalog.namespace.table)", e);
        } catch (Fault e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Fault(
                    Code.STORE_DOWN,
                    "Cannot reach catalog of table: " + name + " (" + e.getMessage()
                            + "; see spark.sql.catalog.* and whether it runs)",
                    e);
        } finally {
            if (before.isDefined()) {
                SparkSession.setActiveSession(before.get());
            } else {
                SparkSession.clearActiveSession();
            }
        }
    }

    /** Spark takes a catalog that fails to start for a namespace of its own; starting it again tells why. */
    private static void askFor(SparkSession spark, String name) {
        String first = name.split("\\.", 2)[0].replace("`", "");
        if (spark.conf().getOption("spark.sql.catalog." + first).isDefined()) {
            spark.sessionState().catalogManager().catalog(first);
        }
    }

    /** The data table as it is now. */
    Optional<BaseTable> table() {
        return load(data);
    }

    /** The data table, which must be there. */
    BaseTable presentTable() {
        return table().orElseThrow(() -> new Fault(
                Code.INPUT_MISSING, "Cannot find table: " + data + " (it is made by the first slice of its load)"));
    }

    Optional<BaseTable> receipts() {
        return load(receiptsName());
    }

    BaseTable table(Schema schema, PartitionSpec spec, SortOrder order, Map<String, String> properties) {
        return table().orElseGet(() -> make(data, schema, spec, order, properties));
    }

    BaseTable receipts(Schema schema, PartitionSpec spec, SortOrder order, Map<String, String> properties) {
        return receipts().orElseGet(() -> make(receiptsName(), schema, spec, order, properties));
    }

    /** The receipts table in Spark SQL, each part quoted. */
    String receiptsRelation() {
        StringBuilder name = new StringBuilder(quoted(catalogName));
        for (String level : data.namespace().levels()) {
            name.append('.').append(quoted(level));
        }
        return name.append('.').append(quoted(RECEIPTS)).toString();
    }

    /** For the catalog's eyes, such as in a transaction. */
    String name() {
        return catalogName + "." + data;
    }

    static String quoted(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    private TableIdentifier receiptsName() {
        return TableIdentifier.of(data.namespace(), RECEIPTS);
    }

    private Optional<BaseTable> load(TableIdentifier name) {
        catalog.invalidateTable(name);
        try {
            Table table = catalog.loadTable(name);
            if (table instanceof HasTableOperations operations) {
                return Optional.of(new BaseTable(operations.operations(), table.name()));
            }
            throw new Fault(Code.SETTINGS, "Cannot load into " + name + ": not a table that Iceberg itself commits to");
        } catch (NoSuchTableException e) {
            return Optional.empty();
        }
    }

    private BaseTable make(
            TableIdentifier name, Schema schema, PartitionSpec spec, SortOrder order, Map<String, String> properties) {
        makeNamespace();
        try {
            catalog.buildTable(name, schema)
                    .withPartitionSpec(spec)
                    .withSortOrder(order)
                    .withProperties(properties)
                    .create();
        } catch (AlreadyExistsException e) {
            // Another first attempt made it a moment before; its table is as good as ours.
        }
        return load(name)
                .orElseThrow(() -> new Fault(
                        Code.STORE_DOWN,
                        "Cannot make table: " + name + " (made, and gone again; is it dropped by hand?)"));
    }

    private void makeNamespace() {
        Namespace namespace = data.namespace();
        if (catalog instanceof SupportsNamespaces namespaces && !namespaces.namespaceExists(namespace)) {
            try {
                namespaces.createNamespace(namespace);
            } catch (AlreadyExistsException e) {
                // Made by someone else between the question and now.
            }
        }
    }
}
