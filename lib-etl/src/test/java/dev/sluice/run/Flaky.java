package dev.sluice.run;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.Guarantee;
import dev.sluice.load.Published;
import dev.sluice.load.Sink;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Receipts;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A sink whose store is not there for a while.
 *
 * @param inner where rows go
 * @param failures how many calls of the step still fail
 * @param step which call it is
 * @param code what they fail with
 */
record Flaky(Sink inner, AtomicInteger failures, Step step, Code code) implements Sink {
    enum Step {
        STAGE,
        PUBLISH,
        /** A publish answers Conflict instead of failing, and the rows are gone when they are staged again. */
        CONTEST
    }

    private void reach(Step at) {
        if (at == step && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new Fault(code, "Cannot reach store: gone for a while");
        }
    }

    @Override
    public Target open(SparkSession spark, LoadId load) {
        Target target = inner.open(spark, load);
        return new Target() {
            @Override
            public Receipts receipts() {
                return target.receipts();
            }

            @Override
            public Staged stage(SparkSession slice, Dataset<Row> rows, Publication what) {
                reach(Step.STAGE);
                boolean again = step == Step.CONTEST && failures.get() == 0;
                return new FlakyStaged(target.stage(slice, again ? rows.limit(0) : rows, what));
            }

            @Override
            public Published mark(Receipt receipt) {
                return target.mark(receipt);
            }

            @Override
            public int sweep(Receipt fence) {
                return target.sweep(fence);
            }
        };
    }

    private final class FlakyStaged implements Staged {
        private final Staged staged;

        FlakyStaged(Staged staged) {
            this.staged = staged;
        }

        @Override
        public Dataset<Row> rows() {
            return staged.rows();
        }

        @Override
        public long rowCount() {
            return staged.rowCount();
        }

        @Override
        public long bytes() {
            return staged.bytes();
        }

        @Override
        public Published publish(Receipt receipt) {
            reach(Step.PUBLISH);
            if (step == Step.CONTEST && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return new Published.Conflict("on purpose");
            }
            return staged.publish(receipt);
        }

        @Override
        public void discard() {
            staged.discard();
        }
    }

    @Override
    public Guarantee guarantee() {
        return inner.guarantee();
    }

    @Override
    public String describe() {
        return inner.describe();
    }

    @Override
    public Dataset<Row> stored(SparkSession spark, StructType columns) {
        return inner.stored(spark, columns);
    }

    @Override
    public String relation() {
        return inner.relation();
    }
}
