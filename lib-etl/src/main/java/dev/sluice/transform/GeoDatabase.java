package dev.sluice.transform;

import com.maxmind.db.CHMCache;
import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.fault.InputOutput;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A MaxMind DB file (https://maxmind.github.io/MaxMind-DB/), mapped into memory. A process opens each state of a file
 * once and keeps it: it may be asked by all tasks at once, and its pages are the operating system's. A file that is
 * replaced by another one of the same name is opened anew; who writes into the file itself breaks those who read it.
 */
final class GeoDatabase {
    private static final Map<State, GeoDatabase> OPEN = new ConcurrentHashMap<>();
    private static final int IPV4 = 4;

    private final Path file;
    private final Reader reader;

    /** A file as it lies on the disk of this machine. */
    private record State(Path file, long bytes, long modified, Object key) {}

    /** Which data a file holds, the same on all machines. */
    record Build(String type, BigInteger epoch, long nodes) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private GeoDatabase(Path file, Reader reader) {
        this.file = file;
        this.reader = reader;
    }

    /**
     * Opens a file, or gives what is open.
     *
     * @throws Fault INPUT_MISSING, NOT_ALLOWED, INPUT_OUTPUT; INPUT_DAMAGED when it is not such a database
     */
    static GeoDatabase open(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            if (!found.isRegularFile()) {
                throw new Fault(
                        Code.INPUT_MISSING,
                        "Cannot open database: " + file + " is no file (name the .mmdb file in it)");
            }
            State state = new State(file, found.size(), found.lastModifiedTime().toMillis(), found.fileKey());
            GeoDatabase open = OPEN.get(state);
            return open != null ? open : OPEN.computeIfAbsent(state, GeoDatabase::map);
        } catch (NoSuchFileException e) {
            throw new Fault(
                    Code.INPUT_MISSING,
                    "Cannot open database: " + file + " is not there (get it from its maker, on a cluster to the same"
                            + " path on all machines, or correct the setting database)",
                    e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The same, with INPUT_CHANGED where the file holds other data than were planned with. */
    static GeoDatabase open(Path file, Build planned) {
        GeoDatabase database = open(file);
        if (!database.build().equals(planned)) {
            throw new Fault(
                    Code.INPUT_CHANGED,
                    "Cannot use database: " + file + " holds " + database.build() + ", planned was " + planned
                            + " (run again; on a cluster let all machines have the same file)");
        }
        return database;
    }

    private static GeoDatabase map(State state) {
        try {
            return new GeoDatabase(
                    state.file(), new Reader(state.file().toFile(), Reader.FileMode.MEMORY_MAPPED, new CHMCache()));
        } catch (InvalidDatabaseException e) {
            throw damaged(state.file(), e);
        } catch (IOException e) {
            throw unreadable(state.file(), e);
        }
    }

    Build build() {
        Metadata metadata = reader.getMetadata();
        return new Build(metadata.databaseType(), metadata.buildEpoch(), metadata.nodeCount());
    }

    /** Languages of names; empty when the file does not say. */
    List<String> languages() {
        return reader.getMetadata().languages();
    }

    /**
     * What is known of an address; empty when nothing is, and for IPv6 where the file holds IPv4 alone.
     *
     * @throws Fault INPUT_DAMAGED, INPUT_OUTPUT
     */
    Map<?, ?> find(InetAddress address) {
        if (address instanceof Inet6Address && reader.getMetadata().ipVersion() == IPV4) {
            return Map.of();
        }
        try {
            Object found = reader.get(address, Map.class);
            return found instanceof Map<?, ?> known ? known : Map.of();
        } catch (InvalidDatabaseException e) {
            throw damaged(file, e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Fault damaged(Path file, IOException e) {
        return new Fault(
                Code.INPUT_DAMAGED,
                "Cannot read database: " + file + " is no whole MaxMind DB file (get it anew; an archive must be"
                        + " unpacked first)",
                e);
    }

    private static Fault unreadable(Path file, IOException e) {
        return new Fault(InputOutput.code(e), "Cannot read database: " + file + ", " + e.getMessage(), e);
    }
}
