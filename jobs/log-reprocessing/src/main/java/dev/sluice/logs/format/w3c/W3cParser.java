package dev.sluice.logs.format.w3c;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.JsonText;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.TimeParser;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** Reads the logs of {@link W3cFormat}. Remembers the directives of a file. Not thread-safe. */
final class W3cParser implements LineParser {
    private static final TimeParser EPOCH = (line, from, to) -> Digits.scaled(line, from, to, 1_000_000);

    private final Vocabulary vocabulary;
    private final Layout fixed;
    private final StructType wanted;
    private final Cell ts;
    private final Cell extra;
    private final Directives directives = new Directives();
    private final Day day = new Day();
    private final JsonText json = new JsonText();
    private Layout layout;
    private int dateFrom;
    private int dateTo;
    private int timeFrom;
    private int timeTo;
    private boolean timed;
    private boolean hasExtra;

    W3cParser(Vocabulary vocabulary, List<String> fields, StructType wanted) {
        this.vocabulary = vocabulary;
        this.wanted = wanted;
        this.fixed = new Layout(fields, vocabulary, wanted);
        this.ts = Cell.of(wanted, "ts");
        this.extra = Cell.of(wanted, "extra");
        this.layout = fixed;
        directives.begin();
    }

    @Override
    public void begin(LastWritten file) {
        directives.begin();
        layout = fixed;
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        if (Directives.is(line, from, to)) {
            if (directives.take(line, from, to)) {
                layout = new Layout(directives.names(), vocabulary, wanted);
            }
            out.header();
            return;
        }
        if (layout.size() == 0) {
            out.reject("NOT_IN_FORMAT", "the line is not in the format: there is no #Fields before it");
            return;
        }
        fields(line, from, to, out);
    }

    private void fields(byte[] line, int from, int to, Columns out) {
        boolean tabs = vocabulary == Vocabulary.CLOUDFRONT || directives.hasTabs();
        byte separator = (byte) (tabs ? '\t' : ' ');
        boolean quotes = vocabulary == Vocabulary.W3C && directives.isOtherVendor();
        dateFrom = -1;
        timeFrom = -1;
        timed = false;
        hasExtra = false;
        int count = 0;
        int at = from;
        while (at <= to && count < layout.size()) {
            int end = quotes && at < to && line[at] == '"' ? Quoted.end(line, at, to, separator) : -1;
            if (end >= 0) {
                byte[] text = Quoted.text(line, at, end);
                field(count, text, 0, text.length, out);
            } else {
                end = Bytes.find(line, at, to, separator);
                end = end < 0 ? to : end;
                field(count, line, at, end, out);
            }
            count++;
            at = end + 1;
        }
        // HTTP.sys ends its lines with a blank.
        boolean more = at < to;
        time(line, out);
        finish(count, more, at, to, out);
    }

    private void finish(int count, boolean more, int at, int to, Columns out) {
        if (hasExtra) {
            byte[] text = json.end();
            out.text(extra.slot(), text, 0, text.length);
        }
        if ((count < layout.size() || more) && !timed) {
            out.reject("NOT_IN_FORMAT", "the line is not in the format: it has other fields and no time");
        } else if (count < layout.size()) {
            out.problem("MISSING_FIELDS", layout.cell(count).name(), to);
        } else if (more) {
            out.problem("TRAILING_TEXT", "", at);
        }
    }

    private void field(int number, byte[] line, int from, int to, Columns out) {
        Cell cell = layout.cell(number);
        switch (layout.meaning(number)) {
            case TEXT -> cell.text(line, from, to, out);
            case AGENT -> agent(cell, line, from, to, out);
            case INTEGER -> cell.integer(line, from, to, out);
            case NUMBER -> cell.bigint(line, from, to, out);
            case SECONDS -> cell.scaled(line, from, to, 1_000_000, out);
            case DURATION -> duration(cell, line, from, to, out);
            case EPOCH -> {
                timed = EPOCH.micros(line, from, to) != TimeParser.BAD;
                cell.time(EPOCH, line, from, to, out);
            }
            case DATE -> {
                dateFrom = from;
                dateTo = to;
            }
            case TIME -> {
                timeFrom = from;
                timeTo = to;
            }
            case EXTRA -> extra(number, line, from, to);
        }
    }

    private void agent(Cell cell, byte[] line, int from, int to, Columns out) {
        boolean percent = vocabulary == Vocabulary.CLOUDFRONT;
        boolean encoded = cell.wanted()
                && (percent || !directives.isOtherVendor())
                && Bytes.find(line, from, to, (byte) (percent ? '%' : '+')) >= 0;
        if (encoded) {
            byte[] text = percent ? Blanks.percent(line, from, to) : Blanks.plus(line, from, to);
            out.text(cell.slot(), text, 0, text.length);
        } else {
            cell.text(line, from, to, out);
        }
    }

    private void duration(Cell cell, byte[] line, int from, int to, Columns out) {
        boolean millis = !directives.isOtherVendor() && Bytes.find(line, from, to, (byte) '.') < 0;
        cell.scaled(line, from, to, millis ? 1_000 : 1_000_000, out);
    }

    private void extra(int number, byte[] line, int from, int to) {
        boolean empty = from == to || (to - from == 1 && line[from] == '-');
        if (!extra.wanted() || empty) {
            return;
        }
        if (!hasExtra) {
            json.begin();
            hasExtra = true;
        }
        byte[] name = layout.name(number);
        json.name(name, 0, name.length);
        json.value(line, from, to);
    }

    private void time(byte[] line, Columns out) {
        if (timeFrom < 0 || isDash(line, timeFrom, timeTo) || (dateFrom >= 0 && isDash(line, dateFrom, dateTo))) {
            return;
        }
        if (dateFrom >= 0) {
            day.read(line, dateFrom, dateTo);
        }
        long micros = (dateFrom >= 0 ? day : directives.day()).at(line, timeFrom, timeTo);
        timed = micros != TimeParser.BAD;
        if (timed) {
            out.number(ts.slot(), micros);
        } else if (ts.wanted()) {
            out.problem("BAD_TIME", ts.name(), dateFrom >= 0 ? dateFrom : timeFrom);
        }
    }

    private static boolean isDash(byte[] line, int from, int to) {
        return to - from == 1 && line[from] == '-';
    }
}
