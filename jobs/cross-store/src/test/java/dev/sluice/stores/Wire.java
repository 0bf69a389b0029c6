package dev.sluice.stores;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A way to a server on loopback that can be cut or go silent at the client's COMMIT. */
public final class Wire implements AutoCloseable {
    /** What happens to the next COMMIT. */
    public enum Fate {
        /** It arrives, its reply does. */
        FINE,
        /** It arrives; the connection breaks before the reply. */
        REPLY_LOST,
        /** The connection breaks before it arrives. */
        LOST,
        /** Neither it nor anything else comes through any more, and nobody is told. */
        SILENCE
    }

    private final int port;
    private final ServerSocket door;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.FINE);
    private volatile boolean silent;

    public Wire(int port) throws IOException {
        this.port = port;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::welcome);
    }

    public int port() {
        return door.getLocalPort();
    }

    public void next(Fate what) {
        fate.set(what);
    }

    /** New connections are taken, but nothing comes through. */
    public void silence() {
        silent = true;
    }

    private void welcome() {
        try {
            while (true) {
                join(door.accept());
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void join(Socket client) {
        open.add(client);
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
            open.add(server);
            if (!silent) {
                thread(() -> carry(client, server, true));
                thread(() -> carry(server, client, false));
            }
        } catch (IOException e) {
            // No server is there; the client is told so by the end.
            close(client);
        }
    }

    private void carry(Socket from, Socket to, boolean watched) {
        byte[] some = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                boolean commit = watched && new String(some, 0, n, StandardCharsets.ISO_8859_1).contains("COMMIT");
                Fate now = commit ? fate.getAndSet(Fate.FINE) : Fate.FINE;
                if (now == Fate.SILENCE) {
                    return;
                } else if (now == Fate.LOST) {
                    break;
                } else if (now == Fate.REPLY_LOST) {
                    from.close();
                }
                to.getOutputStream().write(some, 0, n);
                if (now == Fate.REPLY_LOST) {
                    // The other direction ends when it cannot bring the reply.
                    return;
                }
            }
        } catch (IOException e) {
            // The other side is gone.
        }
        close(from);
        close(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.forEach(Wire::close);
    }
}
