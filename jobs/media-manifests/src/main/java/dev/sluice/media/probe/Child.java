package dev.sluice.media.probe;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.table.RecordParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A running {@link ProbeChild}, from its parent's side. What it says is not trusted. Not thread-safe. */
final class Child implements AutoCloseable {
    private static final long START_SECONDS = 60;

    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Process process;
    private final Wire wire;
    private volatile boolean late;

    Child(Process process) {
        this.process = process;
        this.wire = new Wire(process.getInputStream(), process.getOutputStream());
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "probe-clock");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /**
     * Starts a process and waits until it has loaded its libraries.
     *
     * @throws Fault INTERNAL when it does not come to that
     */
    static Child start() {
        String said;
        try {
            Child child = new Child(ChildCommand.start());
            ScheduledFuture<?> alarm = child.killAfter(TimeUnit.SECONDS.toNanos(START_SECONDS));
            try {
                Wire.Frame first = child.wire.receive();
                if (first.kind() == Wire.Kind.READY) {
                    return child;
                }
                said = first.text();
            } finally {
                alarm.cancel(false);
            }
            child.close();
        } catch (IOException e) {
            said = String.valueOf(e.getMessage());
        }
        throw new Fault(
                Code.INTERNAL,
                "Cannot start the process that probes media: " + said
                        + " (is the temporary folder mounted noexec, or full?)");
    }

    private ScheduledFuture<?> killAfter(long nanos) {
        return CLOCK.schedule(
                () -> {
                    late = true;
                    process.destroyForcibly();
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    long processId() {
        return process.pid();
    }

    /**
     * Has a file looked at.
     *
     * @throws Died when the process ended or talked nonsense; it is of no more use then
     */
    Outcome ask(ByteSource file, Wish wish, Limits limits) throws Died {
        Answers answers = new Answers(file, limits.bytes());
        ScheduledFuture<?> alarm = killAfter(limits.time().toNanos());
        try {
            Question question = new Question(wish, file.length(), limits.bytes(), ByteBuffer.wrap(answers.beginning()));
            if (answers.refused != null) {
                return answers.refused;
            }
            wire.send(Wire.Kind.PROBE, question.toBytes());
            Wire.Frame frame = wire.receive();
            while (frame.kind() == Wire.Kind.READ) {
                answers.answer(frame.body(), wire);
                frame = wire.receive();
            }
            Outcome outcome = outcome(frame);
            return answers.refused == null ? outcome : answers.refused;
        } catch (IOException | RuntimeException e) {
            close();
            throw new Died(late, e);
        } finally {
            alarm.cancel(false);
        }
    }

    private static Outcome outcome(Wire.Frame frame) throws IOException {
        return switch (frame.kind()) {
            case PROBED -> new Outcome.Probed(RecordParser.parse(Probe.class, frame.text(), Set.of()));
            case REFUSED -> {
                String[] parts = frame.text().split("\n", 2);
                yield new Outcome.Refused(Refusal.valueOf(parts[0]), parts[1]);
            }
            case READY, PROBE, READ, BYTES, FAILED -> throw new IOException("not the time for " + frame.kind());
        };
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The process is gone. */
    static final class Died extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean late;

        private Died(boolean late, Exception cause) {
            super(cause);
            this.late = late;
        }

        /** True when it was ended because its time was over. */
        boolean late() {
            return late;
        }
    }

    /** Gives out a file's bytes within the limit. */
    private static final class Answers {
        private final ByteSource file;
        private final long limit;
        private long given;
        private Outcome.Refused refused;

        private Answers(ByteSource file, long limit) {
            this.file = file;
            this.limit = limit;
        }

        private byte[] beginning() {
            return bytes(0, (int) Math.min(RemoteBytes.WINDOW, file.length()));
        }

        private void answer(ByteBuffer wanted, Wire wire) throws IOException {
            long at = wanted.getLong();
            int count = wanted.getInt();
            if (at < 0 || count <= 0 || count > Wire.LONGEST || at > file.length() - count) {
                throw new IOException("no place in the file: " + count + " bytes at " + at);
            }
            byte[] bytes = bytes(at, count);
            wire.send(refused == null ? Wire.Kind.BYTES : Wire.Kind.FAILED, bytes);
        }

        private byte[] bytes(long at, int count) {
            given += count;
            if (refused == null && given > limit) {
                refused = new Outcome.Refused(
                        Refusal.PROBE_LIMIT, "was not understood by its first " + limit + " bytes that were read");
            }
            if (refused == null) {
                try {
                    return file.read(at, count);
                } catch (IOException e) {
                    refused = new Outcome.Refused(Refusal.UNREADABLE, "cannot be read: " + e.getMessage());
                }
            }
            return new byte[0];
        }
    }
}
