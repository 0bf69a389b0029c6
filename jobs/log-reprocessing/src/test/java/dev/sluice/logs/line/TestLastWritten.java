package dev.sluice.logs.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as logrotate(8) makes them with dateext (-%Y%m%d, and -%Y%m%d%H when hourly) and with dateformat. */
class TestLastWritten {
    private static final long MODIFIED =
            Instant.parse("2025-06-07T08:09:10.123Z").toEpochMilli();
    private static final byte[] PLAIN = {'O', 'c', 't', ' ', '1', '1', ' ', '2'};

    /** ID1, ID2, CM, FLG and MTIME of 2024-03-17T00:00:00Z, as RFC 1952 orders them. */
    private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8, 8, (byte) 0x80, 0x32, (byte) 0xf6, 0x65};

    @ParameterizedTest
    @CsvSource({
        "messages-20240317, 2024-03-18T00:00:00Z",
        "messages-20240317.gz, 2024-03-18T00:00:00Z",
        "messages-2024031723.gz, 2024-03-18T00:00:00Z",
        "20240317200301.log, 2024-03-18T00:00:00Z",
        "auth.log-2024-03-17, 2024-03-18T00:00:00Z",
        "auth_2024_12_31.log, 2025-01-01T00:00:00Z",
        "auth.2024.02.29.log, 2024-03-01T00:00:00Z",
        "auth.log-2024-02, 2024-03-01T00:00:00Z",
        "auth.log-202412.gz, 2025-01-01T00:00:00Z",
        "mail-2023.log, 2024-01-01T00:00:00Z",
        "E123.2019-11-14-20.RT4KCN4SGK9.gz, 2019-11-15T00:00:00Z",
        "from-20240101-to-20240317.log, 2024-03-18T00:00:00Z"
    })
    void aDateInTheNameTellsItsEnd(String name, String end) {
        LastWritten written = LastWritten.of("file:/var/log/2001-01-01/" + name, GZIP, MODIFIED);
        assertThat(written.by()).isEqualTo(LastWritten.By.FILE_NAME);
        assertThat(instant(written)).isEqualTo(Instant.parse(end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup-20240317-200301.log", "backup-20240317-2003.log", "2024-03-17_20-03-01.log"})
    void aTimeOfDayBehindTheDayIsNoMonthAndNoYear(String name) {
        assertThat(instant(LastWritten.of(name, PLAIN, MODIFIED))).isEqualTo(Instant.parse("2024-03-18T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "syslog",
                "syslog.1",
                "access.log-1710633600",
                "access.log.1710633600123.gz",
                "access-20019999.log",
                "access-20240230.log",
                "access.120240317.log",
                "access.2001999999.log",
                "win2019.log",
                "2008r2.log",
                "20240317-node/messages"
            })
    void digitsThatAreNoDateTellNothing(String name) {
        LastWritten written = LastWritten.of("/var/log/" + name, PLAIN, MODIFIED);
        assertThat(written.by()).isEqualTo(LastWritten.By.MTIME);
        assertThat(instant(written)).isEqualTo(Instant.parse("2025-06-07T08:09:10.123Z"));
    }

    @Test
    void theHeaderOfGzipIsBetterThanTheFileSystem() {
        LastWritten written = LastWritten.of("/var/log/messages.2.gz", GZIP, MODIFIED);
        assertThat(written.by()).isEqualTo(LastWritten.By.GZIP_HEADER);
        assertThat(instant(written)).isEqualTo(Instant.parse("2024-03-17T00:00:00Z"));
    }

    @Test
    void aGzipHeaderWithoutATimeTellsNothing() {
        byte[] none = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0};
        assertThat(LastWritten.of("a.gz", none, MODIFIED).by()).isEqualTo(LastWritten.By.MTIME);
    }

    @Test
    void aGzipHeaderIsUnsigned() {
        byte[] late = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, (byte) 0x80};
        assertThat(instant(LastWritten.of("a.gz", late, MODIFIED))).isEqualTo(Instant.ofEpochSecond(1L << 31));
    }

    @Test
    void aFileShorterThanAHeaderIsNoGzip() {
        byte[] cut = {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3};
        assertThat(LastWritten.of("a.gz", cut, MODIFIED).by()).isEqualTo(LastWritten.By.MTIME);
        assertThat(LastWritten.of("a", new byte[0], MODIFIED).by()).isEqualTo(LastWritten.By.MTIME);
    }

    @Test
    void evidenceIsCalledAsRowsHaveIt() {
        assertThat(LastWritten.By.values())
                .extracting(Object::toString)
                .containsExactly("file-name", "gzip-header", "mtime");
    }

    private static Instant instant(LastWritten written) {
        return Instant.EPOCH.plusNanos(written.micros() * 1000);
    }
}
