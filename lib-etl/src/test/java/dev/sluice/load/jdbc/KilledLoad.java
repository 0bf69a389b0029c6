package dev.sluice.load.jdbc;

import dev.sluice.jdbc.Server;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Target;
import java.util.Optional;

/**
 * {@code KilledLoad URL USER TABLE MODE ITEMS [SUPERSEDED]}: one load in a JVM of its own, for a failpoint to end. Ends
 * with 0 when it has published and with 1 when it could not.
 */
final class KilledLoad {
    private KilledLoad() {}

    public static void main(String[] arguments) {
        Server server = Server.of(arguments[0], Optional.of(arguments[1]), Optional.empty());
        DatabaseCase table = DatabaseCase.of(server, arguments[2], Mode.valueOf(arguments[3]));
        Target target = table.open();
        String[] superseded = arguments.length > 5 ? new String[] {arguments[5]} : new String[0];
        Published published = table.publish(target, arguments[4], superseded);
        // Spark's threads would hold the JVM up.
        Runtime.getRuntime().halt(published instanceof Published.Done ? 0 : 1);
    }
}
