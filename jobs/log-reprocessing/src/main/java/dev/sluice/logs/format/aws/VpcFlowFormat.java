package dev.sluice.logs.format.aws;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.line.LineFormat;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The flow log of an AWS VPC, {@code format = vpc-flow} for the default fields of version 2, or {@code vpc-flow} and
 * the fields of a custom format, as AWS writes them: {@code ${version} ${srcaddr}} or {@code version srcaddr}. A field
 * that is not in this table is a STRING column of its own name, with _ for -. The line of field names that a file
 * begins with is counted as a header; one that names other fields is rejected.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>start, end</td><td>ts, ts_end TIMESTAMP, first and last packet; the log has seconds</td></tr>
 * <tr><td>protocol</td><td>ip_protocol INT, IANA's number</td></tr>
 * <tr><td>srcport, dstport, tcp-flags, traffic-path, encryption-status</td><td>INT</td></tr>
 * <tr><td>packets, bytes</td><td>BIGINT</td></tr>
 * <tr><td>account-id, interface-id, srcaddr, dstaddr, action, log-status and others</td><td>STRING</td></tr>
 * </table>
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html">Flow log records</a>
 */
public final class VpcFlowFormat {
    private static final List<String> VERSION_2 =
            names("version account-id interface-id srcaddr dstaddr srcport dstport"
                    + " protocol packets bytes start end action log-status");
    private static final List<String> LATER =
            names("vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr"
                    + " region az-id sublocation-type sublocation-id pkt-src-aws-service pkt-dst-aws-service flow-direction"
                    + " traffic-path ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn ecs-container-instance-id"
                    + " ecs-container-id ecs-second-container-id ecs-service-name ecs-task-definition-arn ecs-task-arn"
                    + " ecs-task-id reject-reason resource-id encryption-status");
    private static final Map<String, Field> TYPED = Map.of(
            "start", Field.epoch("ts"),
            "end", Field.epoch("ts_end"),
            "protocol", Field.integer("ip_protocol"),
            "packets", Field.number("packets"),
            "bytes", Field.number("bytes"));
    private static final Set<String> INTEGERS =
            Set.of("srcport", "dstport", "tcp-flags", "traffic-path", "encryption-status");
    private static final Pattern NAME = Pattern.compile("\\$\\{([a-z][a-z0-9-]*)\\}|([a-z][a-z0-9-]*)");

    private VpcFlowFormat() {}

    private static List<String> names(String text) {
        return Arrays.asList(text.split(" "));
    }

    /**
     * The format.
     *
     * @param custom names of the fields in their order; blank for the default
     * @param zone of times that do not say theirs: none of a flow log
     * @throws Fault SETTINGS when the names cannot be read or one of them is there twice
     */
    public static LineFormat of(String custom, ZoneId zone) {
        List<String> names = custom.isBlank() ? VERSION_2 : parse(custom.strip());
        List<Field> fields = names.stream().map(VpcFlowFormat::field).toList();
        Set<String> known = new HashSet<>(VERSION_2);
        known.addAll(LATER);
        return new AwsFormat(fields, fields.size(), false, new Header(names, known), zone.getId());
    }

    private static List<String> parse(String custom) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String word : names(custom.replaceAll("\\s+", " "))) {
            Matcher name = NAME.matcher(word);
            if (!name.matches()) {
                throw cannot(custom, "the field " + word + ", which is no name such as srcaddr or ${srcaddr}");
            }
            names.add(name.group(1) == null ? name.group(2) : name.group(1));
            if (!taken.add(field(names.get(names.size() - 1)).name())) {
                throw cannot(custom, "the field " + word + " twice");
            }
        }
        return names;
    }

    private static Field field(String name) {
        String column = name.replace('-', '_');
        Field plain = INTEGERS.contains(name) ? Field.integer(column) : Field.text(column);
        return TYPED.getOrDefault(name, plain);
    }

    private static Fault cannot(String custom, String what) {
        return new Fault(Code.SETTINGS, "Cannot use log format: vpc-flow " + custom + " has " + what);
    }
}
