package dev.sluice.logs.format.journald;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.logs.format.Formats;
import dev.sluice.logs.format.json.JsonLayout;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.Parsed;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Fields of an entry; the examples are those of systemd.io/JOURNAL_EXPORT_FORMATS. */
class TestJournaldFormat extends LineFormatContract {
    private static final JournaldFormat FORMAT = new JournaldFormat();

    private static final String GDM = """
            __CURSOR=s=739ad463348b4ceca5a9e69c95a3c93f;i=4ece7;b=6c7c6013a26343b29e964691ff25d04c;m=4fc72436e;\
            t=4c508a72423d9;x=d3e5610681098c10;p=system.journal
            __REALTIME_TIMESTAMP=1342540861416409
            __MONOTONIC_TIMESTAMP=21415215982
            _BOOT_ID=6c7c6013a26343b29e964691ff25d04c
            _TRANSPORT=syslog
            PRIORITY=4
            SYSLOG_FACILITY=3
            SYSLOG_IDENTIFIER=gdm-password]
            SYSLOG_PID=587
            MESSAGE=AccountsService-DEBUG(+): ActUserManager: ignoring unspecified session '8' since it's not graphical:\
             Success
            _PID=587
            _UID=0
            _GID=500
            _COMM=gdm-session-wor
            _EXE=/usr/libexec/gdm-session-worker
            _HOSTNAME=epsilon
            """;
    private static final String PYTHON = new String(
            new ExportWriter()
                    .at(1423944916375353L)
                    .text("_SYSTEMD_UNIT", "session-35898.scope")
                    .text("MESSAGE_ID", "8d45620c1a4348dbb17410da57c60c66")
                    .binary("MESSAGE", "foo\nbar")
                    .text("_CMDLINE", "python3 -c from systemd import journal; journal.send(\"foo\\nbar\")")
                    .bytes(),
            UTF_8);

    @Override
    protected LineFormat format() {
        return FORMAT;
    }

    @Override
    protected List<String> lines() {
        return List.of(GDM, PYTHON);
    }

    @Test
    void readsTheExampleOfItsPage() {
        Parsed entry = Parsed.of(FORMAT, GDM);
        assertThat(entry.at("ts")).isEqualTo("2012-07-17T16:01:01.416409Z");
        assertThat(entry.at("severity")).isEqualTo("warning");
        assertThat(entry.at("facility")).isEqualTo("daemon");
        assertThat(entry.at("program")).isEqualTo("gdm-password]");
        assertThat(entry.at("message")).startsWith("AccountsService-DEBUG(+)").endsWith("graphical: Success");
        assertThat(entry.at("pid")).isEqualTo("587");
        assertThat(entry.at("uid")).isEqualTo("0");
        assertThat(entry.at("host")).isEqualTo("epsilon");
        assertThat(entry.at("exe")).isEqualTo("/usr/libexec/gdm-session-worker");
        assertThat(entry.at("boot_id")).isEqualTo("6c7c6013a26343b29e964691ff25d04c");
        assertThat(entry.at("transport")).isEqualTo("syslog");
        assertThat(entry.at("cursor")).startsWith("s=739ad463348b4ceca5a9e69c95a3c93f;i=4ece7;b=");
        assertThat(entry.at("extra"))
                .isEqualTo("{\"__MONOTONIC_TIMESTAMP\":\"21415215982\",\"SYSLOG_PID\":\"587\",\"_GID\":\"500\","
                        + "\"_COMM\":\"gdm-session-wor\"}");
        assertThat(entry.error()).isEmpty();
    }

    @Test
    void readsAFieldByItsLength() {
        Parsed entry = Parsed.of(FORMAT, PYTHON);
        assertThat(entry.at("message")).isEqualTo("foo\nbar");
        assertThat(entry.at("unit")).isEqualTo("session-35898.scope");
        assertThat(entry.at("extra"))
                .isEqualTo(
                        "{\"_CMDLINE\":\"python3 -c from systemd import journal; journal.send(\\\"foo\\\\nbar\\\")\"}");
    }

    @Test
    void hasTheColumnsOfItsTwin() {
        assertThat(FORMAT.columns())
                .isEqualTo(JsonLayout.of("journald-json", ZoneId.of("UTC")).columns());
    }

    @Test
    void aFieldThatIsThereSeveralTimesIsAnArray() {
        byte[] bytes = new ExportWriter()
                .at(1)
                .text("OBJECT_PID", "1")
                .text("MESSAGE", "first")
                .text("OBJECT_PID", "2")
                .text("MESSAGE", "second")
                .text("ONCE", "x")
                .text("MESSAGE", "third")
                .bytes();
        Parsed entry = Parsed.of(FORMAT, bytes);
        assertThat(entry.at("message")).isEqualTo("first");
        assertThat(entry.at("extra"))
                .isEqualTo(
                        "{\"OBJECT_PID\":[\"1\",\"2\"],\"MESSAGE\":[\"first\",\"second\",\"third\"],\"ONCE\":\"x\"}");
    }

    @Test
    void whatIsNoTextIsToldAndKept() {
        byte[] noText = {'a', (byte) 0xff, 0};
        byte[] bytes = new ExportWriter()
                .at(1)
                .binary("COREDUMP", noText)
                .binary("MESSAGE", "\u00e4".repeat(100))
                .bytes();
        Parsed good = Parsed.of(FORMAT, bytes);
        assertThat(good.at("message")).isEqualTo("\u00e4".repeat(100));
        assertThat(good.at("extra")).isEqualTo("{\"COREDUMP\":[97,255,0]}");
        assertThat(good.error()).isEmpty();
        Parsed bad = Parsed.of(
                FORMAT, new ExportWriter().at(1).binary("MESSAGE", noText).bytes());
        assertThat(bad.error()).startsWith("INVALID_UTF8 message ");
    }

    @Test
    void aBadFieldLeavesItsColumnNull() {
        String entry = "__REALTIME_TIMESTAMP=%s\nPRIORITY=%s\n_PID=%s\n";
        assertThat(Parsed.of(FORMAT, entry.formatted("soon", "6", "1")).error()).startsWith("BAD_TIME ts ");
        assertThat(Parsed.of(FORMAT, entry.formatted("1", "8", "1")).error()).startsWith("BAD_NUMBER severity ");
        assertThat(Parsed.of(FORMAT, entry.formatted("1", "6", "one")).error()).isEqualTo("BAD_NUMBER pid 40");
        assertThat(Parsed.of(FORMAT, entry.formatted("1", "6", "1").strip()).error())
                .startsWith("CUT_ENTRY null ");
    }

    @Test
    void whatIsNoEntryIsRejected() {
        assertThat(rejected("MESSAGE=a\n")).isEqualTo("NOT_IN_FORMAT");
        assertThat(rejected("__REALTIME_TIMESTAMP=1\nno field\n")).isEqualTo("NOT_IN_FORMAT");
        assertThat(rejected("__REALTIME_TIMESTAMP=1\nMESSAGE\nshort")).isEqualTo("BAD_LENGTH");
        byte[] data = "data".getBytes(UTF_8);
        for (long length : new long[] {3, 6, 1 << 20, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            byte[] bytes = new ExportWriter()
                    .at(1)
                    .declared("MESSAGE", length, data)
                    .raw("\n")
                    .bytes();
            assertThat(Parsed.of(FORMAT, bytes).columns().rejectCode())
                    .as("%s bytes", length)
                    .isEqualTo("BAD_LENGTH");
        }
    }

    @Test
    void cannotBeMixedOrHaveAnotherRule() {
        Formats formats = new Formats(Optional.empty(), ZoneId.of("UTC"));
        assertThatThrownBy(() -> formats.of("mixed", List.of("journald", "syslog")))
                .hasMessageContaining("mixed with journald");
        assertThat(Stream.of("journald", "journald-json").map(formats::of).map(LineFormat::joined))
                .containsExactly(true, false);
    }

    private static String rejected(String entry) {
        return Parsed.of(FORMAT, entry).columns().rejectCode();
    }
}
