package dev.sluice.logs;

import dev.sluice.extract.SplitCount;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.bytes.Framing;
import dev.sluice.logs.bytes.Lines;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.naming.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads the rejects of a task again, item by item and run by run: a run is of lines that directly followed one another in
 * their file. Each item is told to the tally once, at its end. Not thread-safe.
 */
final class RedoReader implements Iterator<Row> {
    private final ReadPlan plan;
    private final Map<Long, RedoLines.Planned> items;
    private final RejectRuns rejects;
    private final Configuration hadoop;
    private final StructType schema;
    private final RowMaker rows;
    private final ColumnVector[] views;
    private final LineParser parser;
    private final Queue<Row> made = new ArrayDeque<>();
    private Optional<Rejected> part = Optional.empty();
    private Account account;
    private RejectFile file;
    private Framing lines;

    RedoReader(ReadPlan plan, Map<Long, RedoLines.Planned> items, Iterator<Row> rejects, Configuration hadoop) {
        this.plan = plan;
        this.items = items;
        this.rejects = new RejectRuns(rejects);
        this.hadoop = hadoop;
        this.schema = plan.schema();
        Shape shape = plan.shape();
        StructType filled = plan.filled(shape.flat(schema));
        this.rows = new RowMaker(filled, plan.raw());
        this.views = shape.views(schema, filled, rows.columns());
        this.parser = plan.format().parser(filled);
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> drop());
    }

    @Override
    public boolean hasNext() {
        try {
            boolean more = true;
            while (made.isEmpty() && more) {
                more = advance();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return !made.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return made.remove();
    }

    private boolean advance() throws IOException {
        if (lines != null) {
            fill();
            return true;
        }
        Optional<Rejected> next = rejects.peek();
        if (account != null
                && (next.isEmpty() || next.get().key() != part.orElseThrow().key())) {
            finish();
            return true;
        }
        if (next.isEmpty()) {
            return false;
        }
        begin(next.get());
        return true;
    }

    private void begin(Rejected next) throws IOException {
        if (account == null) {
            rejects.reset();
            account = new Account(plan, parser, rows);
            file = new RejectFile(
                    plan.slice().orElseThrow().scratch(),
                    planned(next).id(),
                    next.key(),
                    TaskContext.get().taskAttemptId(),
                    hadoop);
        }
        boolean samePart = part.isPresent() && part.get().besides(next);
        if (!samePart) {
            Reject.Origin origin = next.reject().origin();
            parser.at(Whence.place(origin.file(), origin.member()));
        }
        if (!samePart && plan.format().lookAhead() > 0) {
            parser.lookAt(rejects.beginning(plan.format().lookAhead()));
        }
        part = Optional.of(next);
        if (next.reject().redo().isEmpty()) {
            account.take(next.asIs(), file::add);
            rejects.remove();
            return;
        }
        account.begin(next.whence(), next.reject().origin().line().orElse(0));
        lines = account.events(new Lines(rejects.run(), next.reject().origin().offset(), plan.maxLine()));
    }

    private void fill() throws IOException {
        Columns columns = rows.columns();
        columns.reset();
        if (!lines.next()) {
            account.flush(file::add);
            lines = null;
            return;
        }
        account.take(lines, Optional.empty(), file::add);
        while (!columns.full() && lines.nextInBuffer()) {
            account.take(lines, Optional.empty(), file::add);
        }
        new ColumnarBatch(views.clone(), columns.row())
                .rowIterator()
                .forEachRemaining(row -> made.add(PlainRow.of(row, schema)));
    }

    private void finish() throws IOException {
        account.flush(file::add);
        RedoLines.Planned item = planned(part.orElseThrow());
        if (!rejects.version().equals(item.version())) {
            throw new Fault(
                    Code.INPUT_CHANGED,
                    "Cannot read rejects as planned: those of "
                            + part.orElseThrow().reject().origin().file() + " have been published anew (run again)");
        }
        plan.slice()
                .orElseThrow()
                .tally()
                .add(new SplitCount(
                        item.id(),
                        item.id(),
                        0,
                        true,
                        account.counts(rejects.bytes()),
                        List.of(),
                        account.reasons(),
                        file.finish()));
        account = null;
        file = null;
        part = Optional.empty();
    }

    /** Rejects of an item that has none by the plan are of a later publish. */
    private RedoLines.Planned planned(Rejected reject) {
        return items.getOrDefault(reject.key(), new RedoLines.Planned("", ""));
    }

    /** What an attempt wrote that did not come to its end. */
    private void drop() {
        try {
            if (file != null) {
                file.drop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
