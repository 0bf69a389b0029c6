package dev.sluice.logs.format.regex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Codec;
import dev.sluice.extract.Inflation;
import dev.sluice.logs.bytes.Events;
import dev.sluice.logs.bytes.Lines;
import dev.sluice.logs.bytes.Unpacked;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Parsed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TestContinuation {
    private static final LineFormat MESSAGES =
            new Formats(Optional.empty(), ZoneId.of("UTC")).of("regex (?s)(?<head>[^\\n]*)\\n?(?<rest>.*)");

    /** From the Javadoc of java.lang.Throwable.printStackTrace, behind a line of a log. */
    private static final String JAVA = """
            2026-01-02 10:00:00 ERROR request failed
            HighLevelException: MidLevelException: LowLevelException
            2026-01-02 10:00:00 ERROR request failed
            java.lang.IllegalStateException: MidLevelException
            \tat Junk.a(Junk.java:13)
            \tat Junk.main(Junk.java:4)
            \tSuppressed: java.lang.Exception: Resource[2] CloseFailException = 2
            \t\tat Resource.close(Junk.java:26)
            Caused by: MidLevelException: LowLevelException
            \tat Junk.c(Junk.java:23)
            \t... 1 more
            2026-01-02 10:00:01 INFO next
            """;

    /** From docs.python.org/3/tutorial/errors.html, "Exception Chaining", behind a line of logging. */
    private static final String PYTHON = """
            ERROR:root:cannot open
            Traceback (most recent call last):
              File "<stdin>", line 2, in <module>
                open("database.sqlite")
                ~~~~^^^^^^^^^^^^^^^^^^^
            FileNotFoundError: [Errno 2] No such file or directory: 'database.sqlite'

            During handling of the above exception, another exception occurred:

            Traceback (most recent call last):
              File "<stdin>", line 4, in <module>
            RuntimeError: unable to handle error
            WARNING:root:Watch out!
            ERROR:root:cannot get
            Traceback (most recent call last):
              File "a.py", line 7, in get
            requests.exceptions.ConnectTimeout
            INFO:root:next
            """;

    /** As ASP.NET Core writes it. */
    private static final String DOTNET = """
            2026-01-02 10:00:00 [ERR] The stand could not be loaded
            AF.Base.AFException: The stand could not be loaded.
             ---> System.ArgumentNullException: Value cannot be null. (Parameter 'x')
               at Ext.Vacation.GetHours(String employeenumber) in C:\\a\\b.cs:line 139
               --- End of inner exception stack trace ---
               at Ext.Vacation.<>c__DisplayClass10_0.b__1()
            --- End of stack trace from previous location ---
               at Ext.Vacation.GetFlexTimeAccount()
            2026-01-02 10:00:01 [INF] next
            """;

    /** From github.com/kubernetes-sigs/kueue, a panic in a server, and one that ends a program. */
    private static final String GO = """
            2024/01/29 16:04:41 http: panic serving 10.244.0.1:59326: runtime error: invalid memory address
            goroutine 2941 [running]:
            net/http.(*conn).serve.func1()
            \t/usr/local/go/src/net/http/server.go:1868 +0x13d
            panic({0x32b73a0?, 0x4d26160?})
            \t/usr/local/go/src/runtime/panic.go:920 +0x290
            sigs.k8s.io/kueue/pkg/webhooks.validatePreemption(0xc000d21440, 0xc000d21cb0)
            \t/Users/antonin/kueue/pkg/webhooks/clusterqueue_webhook.go:143 +0x153
            created by net/http.(*Server).Serve in goroutine 48
            \t/usr/local/go/src/net/http/server.go:3086 +0x5cb
            2024/01/29 16:04:42 next (of all)
            panic: runtime error: index out of range [5] with length 3
            [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]

            goroutine 1 [running]:
            main.main()
            \t/tmp/x.go:8 +0x1b

            goroutine 6 [chan receive]:
            main.f(...)
            exit status 2
            2024/01/29 16:04:43 listening (on 80)
            """;

    /** As append_with_tabs of PostgreSQL's elog.c writes lines. */
    private static final String SQL = """
            2026-01-02 10:00:00 UTC [7] LOG:  statement: SELECT a,
            \t  b
            \t
            \tFROM t;
            2026-01-02 10:00:01 UTC [7] ERROR:  syntax error at or near "FORM" at character 15
            2026-01-02 10:00:01 UTC [7] STATEMENT:  SELECT 1
            \tFORM t;
            """;

    @ParameterizedTest
    @EnumSource
    void aTraceBelongsToTheLineBeforeIt(Continuation rule) throws IOException {
        String text = switch (rule) {
            case JAVA -> JAVA;
            case PYTHON -> PYTHON;
            case DOTNET -> DOTNET;
            case GO -> GO;
            case SQL -> SQL;
        };
        List<Integer> lines = switch (rule) {
            case JAVA -> List.of(1, 1, 9, 1);
            case PYTHON -> List.of(12, 1, 4, 1);
            case DOTNET -> List.of(8, 1);
            case GO -> List.of(10, 1, 10, 1);
            case SQL -> List.of(4, 1, 2);
        };
        String name = rule.name().toLowerCase(Locale.ROOT);
        assertThat(counts(EventFormat.continued(MESSAGES, name), text)).isEqualTo(lines);
        assertThat(counts(EventFormat.continued(MESSAGES, name), text.replace("\n", "\r\n")))
                .isEqualTo(lines);
    }

    @Test
    void theFormatGetsAllLines() {
        String event = "2026-01-02 10:00:00 UTC [7] LOG:  statement: SELECT a,\n\tb";
        Parsed row = Parsed.of(EventFormat.continued(MESSAGES, "sql"), event);
        assertThat(row.at("rest")).isEqualTo("\tb");
    }

    @Test
    void anyOtherTextIsAnExpression() throws IOException {
        assertThat(counts(EventFormat.continued(MESSAGES, "(?:java)"), "a\nx java\n b\n"))
                .containsExactly(2, 1);
        assertThat(counts(EventFormat.continued(MESSAGES, "JAVA"), "a\n b\n")).containsExactly(1, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
                    JAVA|java.io.IOException|true
                    JAVA|org.a.B$CException: no|true
                    JAVA|java.lang.OutOfMemoryError: Java heap space|true
                    JAVA|org.a.Service: started|false
                    JAVA|IllegalStateException: no|false
                    JAVA|java.io.IOException:no|false
                    JAVA|java.io.IOException was thrown|false
                    JAVA|.Exception: no|false
                    JAVA|Exception in thread "main" java.lang.Error|false
                    JAVA|1.Exception|false
                    PYTHON|KeyError: 'a'|true
                    PYTHON|KeyboardInterrupt|true
                    PYTHON|SystemExit: 1|true
                    PYTHON|ExceptionGroup: two (2 sub-exceptions)|true
                    PYTHON|app.models.User.DoesNotExist: no|true
                    PYTHON|INFO: started|false
                    PYTHON|ERROR:root:no|false
                    PYTHON|Error at line 7|false
                    PYTHON|django.request: no|false
                    PYTHON|app.X: no|false
                    DOTNET|System.AggregateException: One or more errors occurred. (a)|true
                    DOTNET|Unhandled exception. System.Exception: a|false
                    DOTNET|info: Microsoft.Hosting.Lifetime[0]|false
                    GO|goroutine 1 [running]:|true
                    GO|main.(*T).run(0xc0000, {0x1, 0x2})|true
                    GO|main.F[...](0x1)|true
                    GO|panic({0x1, 0x2})|true
                    GO|handle(x)|false
                    GO|main.go(7): no|false
                    GO|main.run (x)|false
                    GO|panic: no|false
                    GO| indented|false
                    SQL|\tx|true
                    SQL| x|false
                    """)
    void tellsByTheLineAlone(Continuation rule, String line, boolean continues) {
        byte[] bytes = ("??" + line + "((..").getBytes(StandardCharsets.UTF_8);
        assertThat(rule.continues(bytes, 2, bytes.length - 4)).isEqualTo(continues);
    }

    /** Each line of a file is in one event, whatever it is. */
    @ParameterizedTest
    @EnumSource
    void eachLineCounts(Continuation rule) throws IOException {
        List<String> all = List.of(JAVA, PYTHON, DOTNET, GO, SQL).stream()
                .flatMap(String::lines)
                .toList();
        Random random = new Random(12);
        for (int round = 0; round < 200; round++) {
            List<String> lines = random.ints(1 + random.nextInt(20), 0, all.size())
                    .mapToObj(all::get)
                    .map(line -> line.substring(0, random.nextInt(line.length() + 1)))
                    .toList();
            String text = String.join("\n", lines) + "\n";
            List<Integer> counts =
                    counts(EventFormat.continued(MESSAGES, rule.name().toLowerCase(Locale.ROOT)), text);
            assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(lines.size());
        }
    }

    private static List<Integer> counts(LineFormat format, String text) throws IOException {
        LineParser parser = format.parser(format.columns());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Lines lines =
                new Lines(Unpacked.of(Codec.PLAIN, new ByteArrayInputStream(bytes), Inflation.OF_FILE), 0, 1 << 20);
        Events events = new Events(lines, parser::continues, 1 << 20, 1 << 20);
        List<Integer> counts = new ArrayList<>();
        while (events.next()) {
            byte[] event = Arrays.copyOfRange(events.buffer(), events.from(), events.to());
            String[] found = new String(event, StandardCharsets.UTF_8).split("\n", -1);
            assertThat(found).hasSize(events.count());
            counts.add(events.count());
        }
        return counts;
    }
}
