package dev.sluice.transform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes small MaxMind DB files, by version 2.0 of the format (https://maxmind.github.io/MaxMind-DB/): an IPv6 tree of
 * 24-bit records, in which IPv4 networks lie below ::/96.
 */
final class MmdbFile {
    private static final int EMPTY = -1;
    private static final int SEPARATOR = 16;
    private static final int RECORD_BYTES = 3;
    private static final int IPV6_BITS = 128;
    private static final int IPV4_BITS = 32;

    private final Map<String, Object> metadata;
    /** Two records each: a node's number, {@link #EMPTY}, or -2 less the place of a value. */
    private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    private final int version;

    private MmdbFile(Map<String, Object> metadata, int version) {
        this.metadata = metadata;
        this.version = version;
    }

    static MmdbFile ofType(String type, String... languages) {
        return of(type, 6, languages);
    }

    static MmdbFile ofIpv4(String type, String... languages) {
        return of(type, 4, languages);
    }

    private static MmdbFile of(String type, int version, String... languages) {
        return new MmdbFile(
                Map.of(
                        "binary_format_major_version",
                        2,
                        "binary_format_minor_version",
                        0,
                        "build_epoch",
                        1_700_000_000L,
                        "database_type",
                        type,
                        "description",
                        Map.of("en", "made by a test"),
                        "ip_version",
                        version,
                        "languages",
                        List.of(languages),
                        "record_size",
                        RECORD_BYTES * Byte.SIZE),
                version);
    }

    /** Networks such as {@code 203.0.113.0/24}; they may not overlap. */
    MmdbFile with(String network, Map<String, Object> value) {
        String[] parts = network.split("/", -1);
        byte[] address = bytes(parts[0]);
        int bits = Integer.parseInt(parts[1]);
        if (version == 6 && address.length * Byte.SIZE == IPV4_BITS) {
            address = ByteBuffer.allocate(IPV6_BITS / Byte.SIZE)
                    .position(12)
                    .put(address)
                    .array();
            bits += IPV6_BITS - IPV4_BITS;
        }
        int place = data.size();
        put(data, value);
        int node = 0;
        for (int i = 0; i < bits; i++) {
            int side = (address[i / Byte.SIZE] >> (Byte.SIZE - 1 - i % Byte.SIZE)) & 1;
            if (i == bits - 1) {
                nodes.get(node)[side] = -2 - place;
            } else if (nodes.get(node)[side] == EMPTY) {
                nodes.add(new int[] {EMPTY, EMPTY});
                nodes.get(node)[side] = nodes.size() - 1;
            }
            node = nodes.get(node)[side];
        }
        return this;
    }

    void write(Path file) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int[] node : nodes) {
            for (int record : node) {
                int value =
                        record >= 0 ? record : record == EMPTY ? nodes.size() : nodes.size() + SEPARATOR - 2 - record;
                all.writeBytes(new byte[] {(byte) (value >> 16), (byte) (value >> 8), (byte) value});
            }
        }
        all.writeBytes(new byte[SEPARATOR]);
        all.writeBytes(data.toByteArray());
        all.writeBytes(new byte[] {(byte) 0xAB, (byte) 0xCD, (byte) 0xEF});
        all.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
        Map<String, Object> complete = new java.util.LinkedHashMap<>(metadata);
        complete.put("node_count", (long) nodes.size());
        put(all, complete);
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, all.toByteArray());
            Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fields of less than 285 bytes or entries. */
    private static void put(ByteArrayOutputStream out, Object value) {
        if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            control(out, 2, bytes.length);
            out.writeBytes(bytes);
        } else if (value instanceof Double number) {
            control(out, 3, Double.BYTES);
            out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
        } else if (value instanceof Integer number) {
            control(out, 5, Short.BYTES);
            out.writeBytes(ByteBuffer.allocate(Short.BYTES)
                    .putShort(number.shortValue())
                    .array());
        } else if (value instanceof Long number) {
            control(out, 6, Integer.BYTES);
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(number.intValue()).array());
        } else if (value instanceof Map<?, ?> map) {
            control(out, 7, map.size());
            map.forEach((key, inner) -> {
                put(out, key);
                put(out, inner);
            });
        } else if (value instanceof List<?> list) {
            control(out, 11, list.size());
            list.forEach(inner -> put(out, inner));
        } else {
            throw new IllegalArgumentException(String.valueOf(value));
        }
    }

    private static void control(ByteArrayOutputStream out, int type, int size) {
        int bits = Math.min(size, 29);
        out.write(type > 7 ? bits : (type << 5) | bits);
        if (type > 7) {
            out.write(type - 7);
        }
        if (bits == 29) {
            out.write(size - 29);
        }
    }
}
