package dev.sluice.logs.format.cef;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * A key of an extension and the column that it fills.
 *
 * @param key as in the line
 * @param column its name and type, as DDL
 */
record Key(String key, String column) implements Serializable {
    /** Of ArcSight's dictionary, in Implementing ArcSight Common Event Format, chapter 2. */
    static final List<Key> CEF = keys(
            "rt ts timestamp",
            "start ts_start timestamp",
            "end ts_end timestamp",
            "src src string",
            "spt src_port int",
            "shost src_host string",
            "suser src_user string",
            "dst dst string",
            "dpt dst_port int",
            "dhost dst_host string",
            "duser dst_user string",
            "proto protocol string",
            "app app string",
            "act action string",
            "outcome outcome string",
            "reason reason string",
            "cat category string",
            "msg message string",
            "request url string",
            "requestMethod method string",
            "requestClientApplication user_agent string",
            "in bytes_in bigint",
            "out bytes_out bigint",
            "cnt event_count int",
            "fname file_name string",
            "filePath file_path string",
            "fileHash file_hash string",
            "dvc device_ip string",
            "dvchost device_host string",
            "externalId external_id string");

    /** Of IBM's predefined LEEF event attributes. */
    static final List<Key> LEEF = keys(
            "devTime ts timestamp",
            "sev severity string",
            "cat category string",
            "proto protocol string",
            "src src string",
            "srcPort src_port int",
            "dst dst string",
            "dstPort dst_port int",
            "srcMAC src_mac string",
            "dstMAC dst_mac string",
            "usrName src_user string",
            "srcBytes src_bytes bigint",
            "dstBytes dst_bytes bigint",
            "srcPackets src_packets bigint",
            "dstPackets dst_packets bigint",
            "identHostName ident_host string",
            "groupID group_id string",
            "domain domain string",
            "policy policy string",
            "resource resource string",
            "url url string");

    private static List<Key> keys(String... lines) {
        return Stream.of(lines)
                .map(line -> new Key(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)))
                .toList();
    }

    String name() {
        return column.substring(0, column.indexOf(' '));
    }
}
