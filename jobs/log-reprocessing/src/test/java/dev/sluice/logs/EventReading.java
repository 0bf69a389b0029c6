package dev.sluice.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Codec;
import dev.sluice.extract.Counts;
import dev.sluice.extract.Inflation;
import dev.sluice.logs.bytes.Framing;
import dev.sluice.logs.bytes.Lines;
import dev.sluice.logs.bytes.Unpacked;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the bytes of a file as events, as a split reader does, and checks that the balance holds.
 *
 * @param rows those of a row's columns that are not null, by name; of {@code _origin} "offset: first-last line", of
 *     {@code _error} "CODE field"
 */
public record EventReading(List<Map<String, String>> rows, List<Told> rejects, Counts counts) {
    /** A reject; its raw bytes as ISO 8859-1, its origin as "offset: first-last line". */
    public record Told(String code, String message, String raw, String origin, boolean redo) {}

    /** Reads a file, which gives its bytes in many pieces. */
    public static EventReading of(LineFormat format, byte[] file) {
        return of(format, file, 10_007, 1 << 20);
    }

    /**
     * Reads a file.
     *
     * @param piece bytes that a read gives at most
     * @param maxEvent bytes that an event may have
     */
    public static EventReading of(LineFormat format, byte[] file, int piece, int maxEvent) {
        ReadPlan plan = new ReadPlan(format, Raw.ALWAYS, maxEvent, false, null);
        StructType wanted = plan.schema();
        RowMaker maker = new RowMaker(wanted, Raw.ALWAYS);
        LineParser parser = format.parser(wanted);
        Account account = new Account(plan, parser, maker);
        LastWritten written = new LastWritten(1_700_000_000_000_000L, LastWritten.By.MTIME);
        account.begin(new Whence("file:/a.log", Optional.empty(), 7, 1, written), 1);
        List<Map<String, String>> rows = new ArrayList<>();
        List<Told> rejects = new ArrayList<>();
        Account.Rejects told = reject -> rejects.add(told(reject));
        try {
            Framing events = account.events(
                    new Lines(Unpacked.of(Codec.PLAIN, dribble(file, piece), Inflation.OF_FILE), 0, maxEvent));
            while (true) {
                maker.columns().reset();
                if (!events.next()) {
                    break;
                }
                account.take(events, Optional.empty(), told);
                while (!maker.columns().full() && events.nextInBuffer()) {
                    account.take(events, Optional.empty(), told);
                }
                keep(maker, wanted, rows);
            }
            account.flush(told);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Counts counts = account.counts(file.length);
        assertThat(counts.balanced()).as("%s", counts).isTrue();
        assertThat(counts.rows()).isEqualTo(rows.size());
        assertThat(counts.rejected()).isEqualTo(rejects.size());
        return new EventReading(rows, rejects, counts);
    }

    private static InputStream dribble(byte[] file, int piece) {
        return new ByteArrayInputStream(file) {
            @Override
            public synchronized int read(byte[] into, int offset, int count) {
                return super.read(into, offset, Math.min(count, piece));
            }
        };
    }

    private static Told told(Reject reject) {
        Reject.Origin at = reject.origin();
        return new Told(
                reject.code(),
                reject.message(),
                new String(reject.raw().getBytes(), StandardCharsets.ISO_8859_1),
                at.offset() + ": " + at.line().orElse(0) + "-" + at.lastLine().orElse(0),
                reject.redo().isPresent());
    }

    private static void keep(RowMaker maker, StructType wanted, List<Map<String, String>> rows) {
        for (int i = 0; i < maker.columns().row(); i++) {
            InternalRow row = maker.columns().batch(wanted.size()).getRow(i);
            Map<String, String> values = new TreeMap<>();
            for (int slot = 0; slot < wanted.size(); slot++) {
                if (!row.isNullAt(slot)) {
                    values.put(wanted.fieldNames()[slot], value(row, wanted, slot));
                }
            }
            rows.add(values);
        }
    }

    private static String value(InternalRow row, StructType wanted, int slot) {
        return switch (wanted.fieldNames()[slot]) {
            case "_origin" -> {
                InternalRow at = row.getStruct(slot, 5);
                yield at.getLong(1) + ": " + at.getLong(2) + "-" + at.getLong(4);
            }
            case "_error" -> {
                InternalRow error = row.getStruct(slot, 3);
                yield error.getUTF8String(0) + " " + error.getUTF8String(1);
            }
            default -> row.get(slot, wanted.fields()[slot].dataType()).toString();
        };
    }

    /** One column of each row. */
    public List<String> column(String name) {
        return rows.stream().map(row -> row.get(name)).toList();
    }

    /** Codes of the rejects, in their order. */
    public List<String> codes() {
        return rejects.stream().map(Told::code).toList();
    }
}
