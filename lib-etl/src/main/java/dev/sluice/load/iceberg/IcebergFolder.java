package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.LoadId;
import java.util.HexFormat;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.io.LocationProvider;

/**
 * The folder of one attempt below a table's data: {@code sluice-<load>-<attempt>}, the load as 16 hex digits, so
 * that a sweep of one load never looks at another's attempts in the same table.
 */
final class IcebergFolder {
    private static final String PREFIX = "sluice-";

    private IcebergFolder() {}

    static String name(LoadId load, String attempt) {
        return prefix(load.toString()) + attempt;
    }

    /** What the folders of a load begin with, by the load's name "job/load". */
    static String prefix(String load) {
        return PREFIX + HexFormat.of().toHexDigits(dev.sluice.slice.Item.loadKey(LoadId.of(load, ""), 0)) + "-";
    }

    /** The same table with new data files in the folder. */
    static BaseTable within(BaseTable table, String folder) {
        LocationProvider places = new Places(table.locationProvider(), folder);
        return new BaseTable(new Operations(table.operations(), places), table.name());
    }

    /** Goes to the executors. */
    private record Places(LocationProvider places, String folder) implements LocationProvider {
        @Override
        public String newDataLocation(String filename) {
            return places.newDataLocation(folder + "/" + filename);
        }

        @Override
        public String newDataLocation(PartitionSpec spec, StructLike partition, String filename) {
            return newDataLocation(spec.partitionToPath(partition) + "/" + filename);
        }
    }

    /** A table's operations for staging: they place files and commit nothing. */
    private static final class Operations extends IcebergOperations {
        private final LocationProvider places;

        Operations(TableOperations operations, LocationProvider places) {
            super(operations);
            this.places = places;
        }

        @Override
        public LocationProvider locationProvider() {
            return places;
        }

        @Override
        public void commit(TableMetadata replaced, TableMetadata metadata) {
            throw new Fault(Code.INTERNAL, "Cannot commit from a staging folder: a publish commits its files");
        }
    }
}
