package dev.sluice.logs.format.cri;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import org.apache.spark.sql.types.StructType;

/**
 * The files below {@code /var/log/pods} that containerd, CRI-O and Podman write, {@code format = cri}:
 *
 * <pre>
 * 2016-10-06T00:17:09.669794202Z stdout P half of
 * 2016-10-06T00:17:10.113242941Z stderr F a line of its own
 * 2016-10-06T00:17:10.113242942Z stdout F a line
 * </pre>
 *
 * A line with the tag P goes on in the next one of its stream: they are one row, with the time of the first.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>ts</td><td>TIMESTAMP, to the microsecond</td></tr>
 * <tr><td>stream</td><td>STRING: stdout, stderr</td></tr>
 * <tr><td>message</td><td>STRING</td></tr>
 * <tr><td>partial</td><td>BOOLEAN: the line's end is not in the file</td></tr>
 * <tr><td>tags</td><td>STRING, what follows P or F behind a colon</td></tr>
 * </table>
 *
 * <p>Codes in {@code _error}: BAD_TIME. Rejected as NOT_IN_FORMAT: a line without a time, a stream and a tag.
 *
 * <p>Sources: the design proposal kubelet-cri-logging of Kubernetes, parseCRILog in its logs.go. Immutable.
 */
public final class CriFormat implements LineFormat {
    private static final long serialVersionUID = 1L;
    private static final StructType COLUMNS =
            StructType.fromDDL("ts timestamp, stream string, message string, partial boolean, tags string");

    private final String zone;

    /** @param zone of times that do not say theirs */
    public CriFormat(ZoneId zone) {
        this.zone = zone.getId();
    }

    @Override
    public StructType columns() {
        return COLUMNS;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new CriParser(wanted, ZoneId.of(zone));
    }

    @Override
    public boolean joined() {
        return true;
    }
}
