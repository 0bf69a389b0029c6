package dev.sluice.ledger;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that runs a job.
 *
 * @param run id of the run
 * @param user who started it
 * @param host its name, for people
 * @param machine tells hosts, their boots and process id namespaces apart, so that a process id means something
 * @param pid process id
 * @param born when the process was started
 */
public record Owner(String run, String user, String host, String machine, long pid, Instant born) {
    /** A container restarted with the same host name has another boot or namespace; clock steps move birth times. */
    private static final Duration BIRTH_TOLERANCE = Duration.ofSeconds(10);

    /** This process on behalf of a run. */
    public static Owner here(String run) {
        ProcessHandle self = ProcessHandle.current();
        String host = hostName();
        return new Owner(
                run,
                System.getProperty("user.name", "?"),
                host,
                host + " " + kernelWord("/proc/sys/kernel/random/boot_id") + " " + processNamespace(),
                self.pid(),
                self.info().startInstant().orElse(Instant.EPOCH));
    }

    /** True only when the process was on this machine and is surely gone. */
    boolean surelyDead() {
        if (!machine.equals(here(run).machine)) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return true;
        }
        Optional<Instant> start = process.get().info().startInstant();
        return start.isPresent()
                && !born.equals(Instant.EPOCH)
                && Duration.between(born, start.get()).abs().compareTo(BIRTH_TOLERANCE) > 0;
    }

    /** As "user@host (pid)". */
    public String who() {
        return user + "@" + host + " (" + pid + ")";
    }

    private static String hostName() {
        String kernel = kernelWord("/proc/sys/kernel/hostname");
        if (!kernel.isEmpty()) {
            return kernel;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            String name = System.getenv("HOSTNAME");
            return name == null ? "localhost" : name;
        }
    }

    private static String kernelWord(String file) {
        Path path = Path.of(file);
        try {
            return Files.isReadable(path) ? Files.readString(path).strip() : "";
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot read " + file, e);
        }
    }

    private static String processNamespace() {
        Path link = Path.of("/proc/self/ns/pid");
        try {
            return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot read " + link, e);
        }
    }
}
