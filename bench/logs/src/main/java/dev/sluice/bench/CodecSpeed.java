package dev.sluice.bench;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.spark.sql.SparkSession;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/**
 * Megabytes (of 10^6 bytes) of raw combined log in a CPU second of the process, by codec: {@code CodecSpeed FOLDER MEGABYTES
 * ROUNDS}. First the bare stream of the codec's library, whose bytes are forgotten; then our reader through Spark to noop,
 * all columns. The median of the rounds that follow a first one, which warms up; before all, our reader warms up over the
 * plain file. One codec after the other.
 */
final class CodecSpeed {
    private enum Codec {
        PLAIN {
            @Override
            OutputStream pack(OutputStream out) {
                return out;
            }

            @Override
            InputStream unpack(InputStream in) {
                return in;
            }
        },
        GZIP {
            @Override
            OutputStream pack(OutputStream out) throws IOException {
                return new GZIPOutputStream(out, BUFFER);
            }

            @Override
            InputStream unpack(InputStream in) throws IOException {
                return new GZIPInputStream(in, BUFFER);
            }
        },
        ZSTD {
            @Override
            OutputStream pack(OutputStream out) throws IOException {
                return new ZstdOutputStreamNoFinalizer(out);
            }

            @Override
            InputStream unpack(InputStream in) throws IOException {
                return new ZstdInputStreamNoFinalizer(in);
            }
        },
        LZ4 {
            @Override
            OutputStream pack(OutputStream out) throws IOException {
                return new LZ4FrameOutputStream(out);
            }

            @Override
            InputStream unpack(InputStream in) throws IOException {
                return new LZ4FrameInputStream(in);
            }
        },
        BZIP2 {
            @Override
            OutputStream pack(OutputStream out) throws IOException {
                return new BZip2CompressorOutputStream(out);
            }

            @Override
            InputStream unpack(InputStream in) throws IOException {
                return new BZip2CompressorInputStream(in, true);
            }
        },
        XZ {
            @Override
            OutputStream pack(OutputStream out) throws IOException {
                return new XZOutputStream(out, new LZMA2Options(1));
            }

            @Override
            InputStream unpack(InputStream in) throws IOException {
                return new XZInputStream(in);
            }
        };

        abstract OutputStream pack(OutputStream out) throws IOException;

        abstract InputStream unpack(InputStream in) throws IOException;
    }

    private interface Pass {
        void run() throws IOException;
    }

    private static final int BUFFER = 1 << 16;
    private static final int WARM_PASSES = 6;
    private static final long SEED = 20251126L;
    private static final long FIRST = 1_760_054_400L; // 2025-10-10
    private static final long LINES_A_SECOND = 50;

    private CodecSpeed() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        long bytes = Long.parseLong(arguments[1]) * 1_000_000;
        int rounds = Integer.parseInt(arguments[2]);
        SparkSession spark = SparkPeer.session();
        System.out.printf("%-8s %8s %10s %10s %8s%n", "codec", "file MB", "bare MB/s", "ours MB/s", "CPU x");
        for (Codec codec : Codec.values()) {
            Path file = folder.resolve("access-" + codec.name().toLowerCase(Locale.ROOT));
            long raw = write(codec, file, bytes);
            Pass read = () -> SparkPeer.noop(SluiceReads::allColumns).run(spark, List.of(file), folder.resolve("none"));
            for (int pass = 0; codec == Codec.PLAIN && pass < WARM_PASSES; pass++) {
                read.run();
            }
            double bare = speed(raw, rounds, () -> unpack(codec, file));
            double ours = speed(raw, rounds, read);
            System.out.printf(
                    Locale.ROOT,
                    "%-8s %8.1f %10.1f %10.1f %8.2f%n",
                    codec.name().toLowerCase(Locale.ROOT),
                    Files.size(file) / 1e6,
                    bare,
                    ours,
                    bare / ours);
        }
        spark.stop();
    }

    /** The same lines in each codec; the uncompressed length. */
    private static long write(Codec codec, Path file, long bytes) throws IOException {
        AccessLog log = new AccessLog(new Vocabulary(SEED), SEED);
        long written = 0;
        try (OutputStream out =
                new BufferedOutputStream(codec.pack(new BufferedOutputStream(Files.newOutputStream(file))), BUFFER)) {
            for (long line = 0; written < bytes; line++) {
                byte[] text = log.next(FIRST + line / LINES_A_SECOND);
                out.write(text, 0, log.size());
                written += log.size();
            }
        }
        return written;
    }

    private static void unpack(Codec codec, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = codec.unpack(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            int got = 0;
            while (got >= 0) {
                got = in.read(buffer);
            }
        }
    }

    private static double speed(long bytes, int rounds, Pass pass) throws IOException {
        double[] seconds = new double[rounds];
        pass.run();
        for (int round = 0; round < rounds; round++) {
            double before = cpu();
            pass.run();
            seconds[round] = cpu() - before;
        }
        return bytes / 1e6 / Median.of(seconds);
    }

    /** User and system time of this process, all of its threads. */
    private static double cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }
}
