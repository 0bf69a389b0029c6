package dev.sluice.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * Writes data-samples/logs/mixed anew, the same each time: {@code java -cp ... dev.sluice.logs.MixedSampleFiles
 * <folder>}. What an old server leaves behind, without a word about which file is what.
 */
final class MixedSampleFiles {
    private static final Instant START = Instant.parse("2025-10-25T00:00:00Z");
    private static final int MINUTES = 1440;

    private final Random random = new Random(20251126);
    private final StringBuilder text = new StringBuilder();

    private MixedSampleFiles() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        MixedSampleFiles samples = new MixedSampleFiles();
        Files.write(folder.resolve("www-old.gz"), Gz.of(samples.access()));
        Files.writeString(folder.resolve("www-errors"), samples.nginxErrors());
        Files.write(folder.resolve("auth-20251026.gz"), Gz.of(samples.syslog()));
        Files.writeString(folder.resolve("proxy.1"), samples.squid());
        Files.write(folder.resolve("orders.log.gz"), Gz.of(samples.log4j()));
        Files.writeString(folder.resolve("moved-servers.txt"), """
                2025-10-26: copied everything from the old rack.
                The proxy's clock was UTC, the web servers' was not.
                Ask Ada about auth.log before deleting it.
                """);
    }

    private String access() {
        for (int i = 0; i < MINUTES; i += 4) {
            text.append("%s - - [%s] \"GET /%s HTTP/1.1\" %d %d \"-\" \"Mozilla/5.0 (X11; Linux x86_64)\"%n"
                    .formatted(
                            address(),
                            format("dd/MMM/yyyy:HH:mm:ss +0000", i),
                            random.nextInt(3) == 0 ? "" : "products/" + random.nextInt(500),
                            random.nextInt(15) == 0 ? 404 : 200,
                            200 + random.nextInt(40_000)));
        }
        return taken();
    }

    private String nginxErrors() {
        for (int i = 7; i < MINUTES; i += 23) {
            text.append(
                    "%s [error] 2632#0: *%d open() \"/srv/www/%d.png\" failed (2: No such file or directory), client: %s, server: www.example.org, request: \"GET /%d.png HTTP/1.1\", host: \"www.example.org\"%n"
                            .formatted(format("yyyy/MM/dd HH:mm:ss", i), i, i, address(), i));
        }
        return taken();
    }

    private String syslog() {
        for (int i = 0; i < MINUTES; i += 5) {
            String time = format("MMM ppd HH:mm:ss", i);
            switch (random.nextInt(4)) {
                case 0 ->
                    text.append("%s old1 CRON[%d]: (root) CMD (/usr/local/bin/backup)%n".formatted(time, 4000 + i));
                case 1 -> text.append("%s old1 kernel: [%d.%06d] eth0: link is up%n".formatted(time, 90_000 + i, i));
                case 2 ->
                    text.append("%s old1 sudo: ada : TTY=pts/0 ; PWD=/home/ada ; USER=root ; COMMAND=/bin/ls%n"
                            .formatted(time));
                default ->
                    text.append("%s old1 sshd[%d]: Failed password for invalid user admin from %s port %d ssh2%n"
                            .formatted(time, 5000 + i, address(), 30_000 + i));
            }
        }
        return taken();
    }

    private String squid() {
        for (int i = 3; i < MINUTES; i += 6) {
            text.append(
                    "%d.%03d %6d 192.0.2.%d TCP_MISS/200 %d GET http://mirror.example.org/%d.deb - HIER_DIRECT/198.51.100.7 application/octet-stream%n"
                            .formatted(
                                    START.getEpochSecond() + i * 60L,
                                    random.nextInt(1000),
                                    random.nextInt(4000),
                                    1 + random.nextInt(20),
                                    1000 + random.nextInt(90_000),
                                    i));
        }
        return taken();
    }

    private String log4j() {
        for (int i = 0; i < MINUTES; i += 4) {
            String time = format("yyyy-MM-dd HH:mm:ss,SSS", i);
            if (random.nextInt(30) == 0) {
                text.append("""
                        %s ERROR [http-%d] org.example.orders.Checkout - order %d refused
                        java.lang.IllegalStateException: payment refused
                        \tat org.example.orders.Payment.charge(Payment.java:%d)
                        \tat org.example.orders.Checkout.place(Checkout.java:42)
                        Caused by: java.net.SocketTimeoutException: Read timed out
                        \t... 12 more
                        """.formatted(time, random.nextInt(8), i, 100 + random.nextInt(50)));
            } else {
                text.append("%s INFO  [http-%d] org.example.orders.Checkout - order %d placed%n"
                        .formatted(time, random.nextInt(8), i));
            }
        }
        return taken();
    }

    private String taken() {
        String all = text.toString().replace("\r", "");
        text.setLength(0);
        return all;
    }

    private String address() {
        return "198.51.100." + (1 + random.nextInt(254));
    }

    private static String format(String pattern, int minute) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(START.plusSeconds(minute * 60L));
    }
}
