package dev.sluice.logs.format.aws;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** Fills the columns of a line in the order of its fields. A field that nobody wants is stepped over. */
final class AwsParser implements LineParser {
    private final AwsFormat format;
    private final Field.Meaning[] meanings;
    private final Filler[] fillers;
    private final TimeParser clock;
    private final int time;
    private final Walk walk = new Walk();

    AwsParser(AwsFormat format, StructType wanted, ZoneId zone) {
        List<Field> fields = format.fields();
        this.format = format;
        // One more, for what follows the last.
        this.meanings = new Field.Meaning[fields.size() + 1];
        this.fillers = new Filler[fields.size()];
        int first = -1;
        for (int i = 0; i < fillers.length; i++) {
            meanings[i] = fields.get(i).meaning();
            fillers[i] = Fillers.filler(fields.get(i), wanted, zone);
            first = first < 0 && meanings[i].time() ? i : first;
        }
        meanings[fillers.length] = Field.Meaning.TEXT;
        this.time = first < 0 ? fillers.length - 1 : first;
        this.clock = first < 0 ? (line, from, to) -> 0 : Fillers.clock(meanings[first], zone);
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        if (format.header().takes(line, from, to, out)) {
            return;
        }
        boolean escaped = format.escapes() && Bytes.find(line, from, to, (byte) '\\') >= 0;
        walk.begin(line, from, to, escaped);
        int timeFrom = from;
        int timeTo = from;
        for (int i = 0; i < fillers.length; i++) {
            if (!walk.next(meanings[i], meanings[i + 1])) {
                if (i < format.expected()) {
                    endsEarly(i, i <= time || isNoTime(line, timeFrom, timeTo), to, out);
                }
                return;
            }
            if (i == time) {
                timeFrom = walk.from();
                timeTo = walk.to();
            }
            if (fillers[i] != null && !walk.dash()) {
                out.escaped(escaped && walk.quoted());
                fillers[i].fill(line, walk.from(), walk.to(), out);
            }
            if (walk.cut()) {
                int next = Math.min(i + 1, fillers.length - 1);
                endsEarly(next, i < time || isNoTime(line, timeFrom, timeTo), to, out);
                return;
            }
        }
        if (walk.more()) {
            out.problem("TRAILING_TEXT", "", walk.at());
        }
    }

    /** A line that ends early and has no time either is none of this format. */
    private boolean isNoTime(byte[] line, int from, int to) {
        boolean dash = to - from == 1 && line[from] == '-';
        return !dash && clock.micros(line, from, to) == TimeParser.BAD;
    }

    private void endsEarly(int field, boolean broken, int to, Columns out) {
        String name = format.fields().get(field).name();
        if (broken) {
            out.reject("NOT_IN_FORMAT", "the line is not in the format: it ends before " + name);
        } else {
            out.problem("MISSING_FIELDS", name, to);
        }
    }
}
