package dev.sluice.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Writes data-samples/logs anew, the same each time: {@code java -cp ... dev.sluice.logs.SampleFiles <folder>}. Also
 * writes large files for measuring: {@code ... SampleFiles <folder> <files> <lines in each>}.
 */
public final class SampleFiles {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss xx", Locale.ENGLISH)
            .withZone(ZoneOffset.ofHours(2));
    private static final String[] AGENTS = {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15",
        "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0",
        "Mozilla/5.0 (compatible; ExampleBot/2.1; +https://bot.example.org/about)",
        "curl/8.9.1",
        "-"
    };
    private static final String[] PATHS = {
        "/",
        "/index.html",
        "/products?page=%d",
        "/products/%d",
        "/cart",
        "/static/app.%d.css",
        "/api/v1/items/%d",
        "/favicon.ico"
    };
    private static final String[] SCANS = {
        "\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xFC\\x03\\x03",
        "GET /.env HTTP/1.1",
        "GET /wp-login.php HTTP/1.1",
        "POST /cgi-bin/.%2e/.%2e/bin/sh HTTP/1.1",
        "GET /search?q=\\\"quoted\\\" HTTP/1.1",
        "-"
    };

    private final Random random = new Random(20251125);

    private SampleFiles() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        SampleFiles samples = new SampleFiles();
        if (arguments.length > 1) {
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                String text = samples.access(Instant.parse("2025-10-10T00:00:00Z"), Integer.parseInt(arguments[2]));
                Files.write(folder.resolve("access-" + i + ".log.gz"), gzip(text));
            }
            return;
        }
        samples.samples(folder);
    }

    private void samples(Path folder) throws IOException {
        Path access = Files.createDirectories(folder.resolve("access"));
        Path json = Files.createDirectories(folder.resolve("app-json"));
        Files.write(access.resolve("access.log.3.gz"), gzip(access(Instant.parse("2025-10-24T22:00:00Z"), 650)));
        String second = access(Instant.parse("2025-10-25T22:00:00Z"), 650);
        int middle = second.indexOf('\n', second.length() / 2) + 1;
        Files.write(
                access.resolve("access.log.2.gz"),
                gzip(second.substring(0, middle) + "Segmentation fault\n" + second.substring(middle)));
        Files.write(access.resolve("www2-access.log.2.gz"), gzip(access(Instant.parse("2025-10-25T22:00:00Z"), 350)));
        Files.writeString(access.resolve("access.log.1"), access(Instant.parse("2025-10-26T22:00:00Z"), 250));
        Files.write(json.resolve("orders-2025-10-25.jsonl.gz"), gzip(json(Instant.parse("2025-10-25T00:00:00Z"), 300)));
        Files.write(
                json.resolve("orders-2025-10-26.jsonl.gz"),
                gzip(json(Instant.parse("2025-10-26T00:00:00Z"), 300) + "{\"ts\":\"2025-10-26T23:59:59.9Z\",\"lev"));
    }

    private String access(Instant day, int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            Instant time = day.plusMillis(86_400_000L * i / lines);
            boolean scan = random.nextInt(40) == 0;
            String request = scan
                    ? SCANS[random.nextInt(SCANS.length)]
                    : "GET " + PATHS[random.nextInt(PATHS.length)].replace("%d", "" + random.nextInt(500))
                            + " HTTP/1.1";
            int status = scan ? 400 + 4 * random.nextInt(2) : random.nextInt(12) == 0 ? 304 : 200;
            String bytes = status == 304 ? "-" : String.valueOf(200 + random.nextInt(60_000));
            String referer = random.nextInt(3) == 0 ? "https://www.example.org/" : "-";
            text.append(address()).append(random.nextInt(50) == 0 ? " - alice [" : " - - [");
            text.append(TIME.format(time))
                    .append("] \"")
                    .append(request)
                    .append("\" ")
                    .append(status);
            text.append(' ').append(bytes).append(" \"").append(referer).append("\" \"");
            text.append(AGENTS[random.nextInt(AGENTS.length)]).append("\"\n");
        }
        return text.toString();
    }

    private String address() {
        return switch (random.nextInt(4)) {
            case 0 -> "2001:db8::" + Integer.toHexString(1 + random.nextInt(0xfff));
            case 1 -> "198.51.100." + (1 + random.nextInt(254));
            default -> "192.0.2." + (1 + random.nextInt(254));
        };
    }

    private String json(Instant day, int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            Instant time = day.plusMillis(86_400_000L * i / lines + random.nextInt(1000));
            String level = random.nextInt(20) == 0 ? "ERROR" : random.nextInt(6) == 0 ? "WARN" : "INFO";
            String order = i % 97 == 96 ? "\"none\"" : String.valueOf(10_000 + i);
            text.append(
                    "{\"ts\":\"%s\",\"level\":\"%s\",\"logger\":\"orders.%s\",\"message\":\"%s\",\"order\":%s,\"took_ms\":%d}%n"
                            .formatted(
                                    time,
                                    level,
                                    random.nextBoolean() ? "checkout" : "stock",
                                    level.equals("ERROR") ? "payment \\\"refused\\\"" : "order placed",
                                    order,
                                    random.nextInt(900)));
        }
        return text.toString().replace("\r", "");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
