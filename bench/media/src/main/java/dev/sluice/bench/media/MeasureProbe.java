package dev.sluice.bench.media;

import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.probe.ByteSource;
import dev.sluice.media.probe.HadoopBytes;
import dev.sluice.media.probe.Limits;
import dev.sluice.media.probe.Outcome;
import dev.sluice.media.probe.Prober;
import dev.sluice.media.probe.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * Measures peers over the same files, in rounds. The probe's process is started once for all files of a task; its figures
 * are given with that start shared among 200 files, and without it: the difference of eleven passes and one.
 */
final class MeasureProbe {
    private static final int PASSES = 10;
    private static final Configuration HADOOP = new Configuration();

    private MeasureProbe() {}

    private interface Peer {
        void look(List<Path> files) throws IOException;
    }

    /**
     * Prints the figures.
     *
     * @param arguments a folder, and the number of rounds
     */
    public static void main(String[] arguments) throws IOException {
        Programs bundled = Programs.bundled();
        SampleFiles samples = new SampleFiles(Path.of(arguments[0]), bundled);
        List<Path> files = samples.small();
        Map<String, Peer> peers = new LinkedHashMap<>();
        peers.put("header", all -> probe(all, Wish.HEADER, 1));
        peers.put("header x 11", all -> probe(all, Wish.HEADER, 1 + PASSES));
        peers.put("full", all -> probe(all, Wish.FULL, 1));
        peers.put("full x 11", all -> probe(all, Wish.FULL, 1 + PASSES));
        peers.put("ffprobe bundled", all -> spawn(bundled, all));
        Programs found = Programs.find(Optional.empty());
        if (found.origin() == Programs.Origin.PATH) {
            peers.put("ffprobe system", all -> spawn(found, all));
        }
        // This process warms up; the others begin cold each time.
        measure(peers, files.subList(0, files.size() / 10), 1);
        Map<String, Cost> costs = measure(peers, files, Integer.parseInt(arguments[1]));
        print(costs);
        large("constant", samples.large());
        large("variable", samples.largeOfVariableRate());
    }

    private static Map<String, Cost> measure(Map<String, Peer> peers, List<Path> files, int rounds) throws IOException {
        Map<String, List<Cost>> runs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Peer> peer : peers.entrySet()) {
                Cost before = Cost.now();
                peer.getValue().look(files);
                // The time of a child counts once it was waited for.
                ProcessHandle.current()
                        .children()
                        .forEach(child -> child.onExit().join());
                Cost spent = Cost.now().minus(before).dividedBy(files.size());
                runs.computeIfAbsent(peer.getKey(), any -> new ArrayList<>()).add(spent);
            }
        }
        Map<String, Cost> medians = new LinkedHashMap<>();
        runs.forEach((peer, all) -> medians.put(peer, Cost.median(all)));
        for (String tier : List.of("header", "full")) {
            Cost passes = medians.remove(tier + " x 11").minus(medians.get(tier));
            medians.put(tier + ", started", passes.dividedBy(PASSES));
        }
        return medians;
    }

    private static void print(Map<String, Cost> costs) {
        System.out.printf("%-20s %10s %10s%n", "a file, median", "CPU ms", "wall ms");
        costs.forEach((peer, cost) -> System.out.printf("%-20s %10.2f %10.2f%n", peer, cost.cpu(), cost.wall()));
        ratio(costs, "ffprobe bundled", "full");
        ratio(costs, "ffprobe bundled", "full, started");
        ratio(costs, "ffprobe system", "full");
        ratio(costs, "full", "header");
        ratio(costs, "full, started", "header, started");
    }

    private static void ratio(Map<String, Cost> costs, String slow, String fast) {
        if (costs.containsKey(slow)) {
            System.out.printf(
                    "%s / %s: CPU %.1f, wall %.1f%n",
                    slow,
                    fast,
                    costs.get(slow).cpu() / costs.get(fast).cpu(),
                    costs.get(slow).wall() / costs.get(fast).wall());
        }
    }

    private static void probe(List<Path> files, Wish wish, int passes) throws IOException {
        try (Prober prober = new Prober(Limits.USUAL)) {
            for (int pass = 0; pass < passes; pass++) {
                for (Path file : files) {
                    try (HadoopBytes bytes =
                            HadoopBytes.open(HADOOP, file.toUri().toString())) {
                        probed(prober.probe(bytes, wish));
                    }
                }
            }
        }
    }

    private static void probed(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            throw new IllegalStateException(refused.toString());
        }
    }

    private static void spawn(Programs programs, List<Path> files) throws IOException {
        for (Path file : files) {
            List<String> arguments =
                    List.of("-v", "error", "-show_format", "-show_streams", "-of", "json", file.toString());
            Process process = programs.inspect(arguments).start();
            process.getOutputStream().close();
            process.getInputStream().readAllBytes();
            if (process.onExit().join().exitValue() != 0) {
                throw new IOException("ffprobe failed: " + file);
            }
        }
    }

    private static void large(String rate, Path file) throws IOException {
        long size = Files.size(file);
        for (Map.Entry<String, Wish> tier :
                new TreeMap<>(Map.of("header", Wish.HEADER, "full", Wish.FULL)).entrySet()) {
            try (HadoopBytes bytes = HadoopBytes.open(HADOOP, file.toUri().toString());
                    Prober prober = new Prober(Limits.USUAL)) {
                long[] read = new long[2];
                probed(prober.probe(counted(bytes, read), tier.getValue()));
                System.out.printf(
                        "%s tier of an mp4 of %,d bytes, frame rate %s: %,d read in %d reads, %.3f %%%n",
                        tier.getKey(), size, rate, read[0], read[1], 100.0 * read[0] / size);
            }
        }
    }

    private static ByteSource counted(ByteSource file, long[] read) {
        return new ByteSource() {
            @Override
            public long length() {
                return file.length();
            }

            @Override
            public byte[] read(long at, int count) throws IOException {
                byte[] bytes = file.read(at, count);
                read[0] += bytes.length;
                read[1]++;
                return bytes;
            }
        };
    }
}
