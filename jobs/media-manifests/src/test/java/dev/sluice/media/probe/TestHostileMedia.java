package dev.sluice.media.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that ask for other files or addresses: a canary of each kind tells whether they were given them. */
class TestHostileMedia {
    private static final Prober PROBER = new Prober(Limits.USUAL);

    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;
    private Path canary;
    private String address;

    @AfterAll
    static void close() {
        PROBER.close();
    }

    @BeforeEach
    void canaries() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort() + "/canary.mp4";
        canary = Sample.H264_AAC_MP4.file();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void refusesAsOther(String text) {
        Outcome outcome = PROBER.probe(new Bytes(text.getBytes(StandardCharsets.UTF_8)), Wish.FULL);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) outcome).code()).as(text).isEqualTo(Refusal.REFUSED);
        assertThat(calls).hasValue(0);
    }

    @Test
    void playlistsAreRefused() {
        for (String target : List.of(address, canary.toString(), "file://" + canary)) {
            refusesAsOther("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\n" + target + "\n#EXT-X-ENDLIST\n");
        }
    }

    @Test
    void listsToConcatenateAreRefused() {
        refusesAsOther("ffconcat version 1.0\nfile " + canary + "\n");
        refusesAsOther("ffconcat version 1.0\nfile " + address + "\n");
    }

    @Test
    void manifestsAndSessionsAreRefused() {
        refusesAsOther("<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\""
                + " profiles=\"urn:mpeg:dash:profile:isoff-on-demand:2011\"><BaseURL>" + address + "</BaseURL></MPD>");
        refusesAsOther("v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n");
        refusesAsOther("# VobSub index file, v7\nid: en, index: 0\n");
    }

    @Test
    void aMovieThatKeepsItsMediaElsewhereReadsNone() throws Exception {
        // A data reference of kind "url " that is not "in this file" (flags 0), with an address.
        byte[] movie = Files.readAllBytes(canary);
        int place = new String(movie, StandardCharsets.ISO_8859_1).indexOf("url \0\0\0\1");
        assertThat(place).isPositive();
        movie[place + 7] = 0;
        PROBER.probe(new Bytes(movie), Wish.FULL);
        byte[] alias = ("\0\0\0" + (char) (12 + address.length() + 1) + "url \0\0\0\0" + address + "\0")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] longer = Boxes.replaced(movie, place - 4, 12, alias);
        Outcome outcome = PROBER.probe(new Bytes(longer), Wish.FULL);
        assertThat(outcome).isNotNull();
        assertThat(calls).hasValue(0);
    }

    @Test
    void theNumberOfStreamsIsLimited() {
        List<String> arguments =
                new ArrayList<>(List.of("-i", Sample.H264_AAC_MP4.file().toString(), "-c", "copy"));
        for (int i = 0; i < 600; i++) {
            arguments.addAll(List.of("-map", "0:a"));
        }
        Outcome outcome = PROBER.probe(Bytes.of(Sample.made("600-streams.mov", arguments)), Wish.HEADER);
        int streams = outcome instanceof Outcome.Probed probed
                ? probed.probe().audioStreams().size()
                : 0;
        assertThat(streams).isLessThanOrEqualTo(512);
    }

    @Test
    void tagsAreCutToMeasure() {
        String longText = "ä".repeat(50_000);
        Path file = Sample.made(
                "long-tag.mkv",
                List.of("-i", Sample.FLAC.file().toString(), "-c", "copy", "-metadata", "comment=" + longText));
        Map<String, String> tags = ((Outcome.Probed) PROBER.probe(Bytes.of(file), Wish.HEADER))
                .probe()
                .tags();
        assertThat(tags.values()).allMatch(text -> text.length() <= 515);
        assertThat(tags.get("COMMENT")).startsWith("ää").endsWith("...");
    }
}
