package dev.sluice.logs.format.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestKnownLayouts extends LineFormatContract {
    /** Javadoc of java.util.logging.SimpleFormatter, second and third example. */
    private static final String JUL = "Mar 22, 2011 1:11:31 PM MyClass fatal\nSEVERE: several message with an exception"
            + "\njava.lang.IllegalArgumentException: invalid argument\n\tat MyClass.mash(MyClass.java:9)";

    /** What Tomcat 8 prints, from a guide to its Docker image. */
    private static final String TOMCAT =
            "28-Aug-2014 20:11:38.950 INFO [main] org.apache.catalina.startup.Catalina.start"
                    + " Server startup in 735 ms";

    private static final LineFormat FORMAT = format("jul");

    private static LineFormat format(String name) {
        return Formats.of(name, Optional.empty(), ZoneId.of("UTC"));
    }

    @Override
    protected LineFormat format() {
        return FORMAT;
    }

    @Override
    protected List<String> lines() {
        return List.of(JUL, TOMCAT, JUL.replace("\n", "\r\n"));
    }

    @Test
    void readsWhatJavaUtilLoggingWrites() {
        Parsed event = Parsed.of(FORMAT, JUL);
        assertThat(event.error()).isEmpty();
        assertThat(event.at("ts")).isEqualTo("2011-03-22T13:11:31Z");
        assertThat(event.at("logger")).isEqualTo("MyClass");
        assertThat(event.at("source_method")).isEqualTo("fatal");
        assertThat(event.at("level")).isEqualTo("SEVERE");
        assertThat(event.at("message")).isEqualTo("several message with an exception");
        assertThat(event.at("exception")).isEqualTo("java.lang.IllegalArgumentException");
        Parsed windows = Parsed.of(FORMAT, JUL.replace("\n", "\r\n"));
        assertThat(windows.at("source_method")).isEqualTo("fatal");
        assertThat(windows.at("message")).isEqualTo("several message with an exception");
        Parsed tomcat = Parsed.of(FORMAT, TOMCAT);
        assertThat(tomcat.error()).isEmpty();
        assertThat(tomcat.at("ts")).isEqualTo("2014-08-28T20:11:38.950Z");
        assertThat(tomcat.at("thread")).isEqualTo("main");
        assertThat(tomcat.at("logger")).isEqualTo("org.apache.catalina.startup.Catalina");
        assertThat(tomcat.at("source_method")).isEqualTo("start");
        assertThat(tomcat.at("message")).isEqualTo("Server startup in 735 ms");
    }

    /** The format is the Javadoc's third example and the default in SimpleFormatter's source. */
    @Test
    void readsWhatTheDefaultFormatOfJavaUtilLoggingMakes() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            ZonedDateTime time =
                    Instant.ofEpochSecond(random.nextLong(4_000_000_000L)).atZone(ZoneOffset.UTC);
            String source = "a.b.C" + random.nextInt(99) + (random.nextBoolean() ? " go" + random.nextInt(99) : "");
            String level = List.of("SEVERE", "INFO", "FINEST").get(random.nextInt(3));
            String message = Long.toString(random.nextLong(), 36) + (random.nextBoolean() ? ": a\nb" : "");
            String event = String.format(
                    Locale.ENGLISH,
                    "%1$tb %1$td, %1$tY %1$tl:%1$tM:%1$tS %1$Tp %2$s%n%4$s: %5$s%6$s%n",
                    time,
                    source,
                    "",
                    level,
                    message,
                    "");
            assertThat(TestLog4jWrites.events(FORMAT, event.strip())).hasSize(1);
            Parsed read = Parsed.of(FORMAT, event.strip());
            assertThat(Stream.of("ts", "logger", "source_method", "level", "message")
                            .map(read::at))
                    .as(event)
                    .containsExactly(
                            time.toInstant().toString(),
                            source.split(" ", -1)[0],
                            source.contains(" ") ? source.split(" ", -1)[1] : null,
                            level,
                            message);
        }
    }

    /** Lines from the manuals that the format's name stands for, and from guides to those programs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log4j | [2013-04-22 15:01:47,028] INFO Verifying properties (kafka.utils.VerifiableProperties)"
                        + "| 2013-04-22T15:01:47.028Z | INFO | | kafka.utils.VerifiableProperties | Verifying properties",
                "log4j | 2015-07-29 17:41:44,747 - INFO  [QuorumPeer[myid=1]/0:0:0:0:0:0:0:0:2181:FastLeaderElection@774]"
                        + " - Notification time out: 3200 | 2015-07-29T17:41:44.747Z | INFO"
                        + " | QuorumPeer[myid=1]/0:0:0:0:0:0:0:0:2181 | FastLeaderElection | Notification time out: 3200",
                "log4j | 2016-07-30 17:13:16,032 [myid:1] - INFO [WorkerReceiver[myid=1]:FastLeaderElection@849] - N: 5"
                        + " | 2016-07-30T17:13:16.032Z | INFO | WorkerReceiver[myid=1] | FastLeaderElection | N: 5",
                "log4j | 2015-10-18 18:01:47,978 INFO [main] org.apache.hadoop.mapreduce.v2.app.MRAppMaster: Created it"
                        + " | 2015-10-18T18:01:47.978Z | INFO | main | org.apache.hadoop.mapreduce.v2.app.MRAppMaster"
                        + " | Created it",
                "log4j | 26/11/25 22:37:58 WARN Utils: Set SPARK_LOCAL_IP if you need to bind to another address"
                        + " | 2026-11-25T22:37:58Z | WARN | | Utils"
                        + " | Set SPARK_LOCAL_IP if you need to bind to another address",
                "log4j | INFO 2009-07-09 10:50:14,125 [WrapperListener_start_runner] org.mule.MuleServer: Mule Server"
                        + " | 2009-07-09T10:50:14.125Z | INFO | WrapperListener_start_runner | org.mule.MuleServer"
                        + " | Mule Server",
                "log4j | 176  [main] INFO  org.foo.Bar x y - Located nearest gas station. | | INFO | main | org.foo.Bar"
                        + " | Located nearest gas station.",
                "log4j | 0    [main] INFO  com.foo.MyApp  - Entering application. | | INFO | main | com.foo.MyApp"
                        + " | Entering application.",
                "logback | 16:06:09.031 [main] INFO  chapters.configuration.MyApp1 - Entering application. | | INFO | main"
                        + " | chapters.configuration.MyApp1 | Entering application.",
                "logback | 2006-10-20 14:06:49,812 [main] DEBUG org.foo.Bar - bla | 2006-10-20T14:06:49.812Z | DEBUG"
                        + " | main | org.foo.Bar | bla",
                "spring-boot | 2014-03-05 10:57:51.253  INFO 45469 --- [ost-startStop-1] o.a.c.c.C.[Tomcat].[localhost].[/]"
                        + "       : Initializing : it | 2014-03-05T10:57:51.253Z | INFO | ost-startStop-1"
                        + " | o.a.c.c.C.[Tomcat].[localhost].[/] | Initializing : it",
                "spring-boot | 2026-02-19T12:22:37.451Z  INFO 128443 --- [myapp] [           main]"
                        + " o.s.b.d.f.logexample.MyApplication       : Starting [a] [b] c : d | 2026-02-19T12:22:37.451Z"
                        + " | INFO | main | o.s.b.d.f.logexample.MyApplication | Starting [a] [b] c : d",
                "spring-boot | 2014-03-05 10:57:51.698  INFO 45469 --- [main] o.s.b.c.e.ServletRegistrationBean        :"
                        + " Mapping [a] [b] [c] d : e | 2014-03-05T10:57:51.698Z | INFO | main"
                        + " | o.s.b.c.e.ServletRegistrationBean | Mapping [a] [b] [c] d : e",
                "python | WARNING:root:A shot across the bows | | WARNING | | root | A shot across the bows",
                "python | 2004-07-02 13:00:08,743 DEBUG A debug message | 2004-07-02T13:00:08.743Z | DEBUG | |"
                        + " | A debug message",
                "python | 2005-03-19 15:10:26,618 - simple_example - DEBUG - debug message"
                        + " | 2005-03-19T15:10:26.618Z | DEBUG | | simple_example | debug message",
                "python | 2010-11-22 23:18:08,046 [WARNING] A shot | 2010-11-22T23:18:08.046Z | WARNING | | | A shot",
                "python | [2020-05-23 18:50:56 +0100] [14883] [INFO] Booting worker with pid: 14883"
                        + " | 2020-05-23T17:50:56Z | INFO | | | Booting worker with pid: 14883",
                "python | [2014-08-25 16:57:07,959: INFO/MainProcess] Connected to redis://172.17.8.100:6379/0"
                        + " | 2014-08-25T16:57:07.959Z | INFO | | | Connected to redis://172.17.8.100:6379/0",
                "python | [2024-01-02 03:04:05,678] ERROR in app: Exception on / [GET] | 2024-01-02T03:04:05.678Z | ERROR"
                        + " | | | Exception on / [GET]",
                "python | 2017-05-16 00:00:00.008 25746 INFO nova.osapi_compute.wsgi.server [req-38101a0b - -] 10.11.10.1"
                        + " | 2017-05-16T00:00:00.008Z | INFO | | nova.osapi_compute.wsgi.server | 10.11.10.1"
            })
    void readsDocumentedLines(
            String name, String line, String ts, String level, String thread, String logger, String message) {
        Parsed read = Parsed.of(format(name), line);
        assertThat(read.columns().rejected()).as(line).isFalse();
        assertThat(read.error()).as(line).isEmpty();
        List<String> columns = List.of(read.schema().fieldNames());
        String named = logger == null || !columns.contains("class") || read.at("class") == null ? "logger" : "class";
        assertThat(read.at("ts")).isEqualTo(ts);
        assertThat(read.at("level")).isEqualTo(level);
        assertThat(columns.contains("thread") ? read.at("thread") : null).isEqualTo(thread);
        assertThat(read.at(named)).isEqualTo(logger);
        assertThat(read.at("message")).isEqualTo(message);
    }

    @Test
    void keepsWhatElseThoseLinesHave() {
        Parsed keeper = Parsed.of(
                format("log4j"), "2016-07-30 17:13:16,032 [myid:1] - INFO [main:QuorumPeerMain@127] - Starting");
        assertThat(keeper.at("mdc_myid")).isEqualTo("1");
        assertThat(keeper.at("source_line")).isEqualTo("127");
        Parsed boot = Parsed.of(
                format("spring-boot"),
                "2026-02-19T12:22:37.451+01:00  INFO 7 --- [myapp] [nio-8080-exec-1]"
                        + " [803b448a0489f84084905d3093480352-3425f23bb2432450] c.e.Hello : hi");
        assertThat(boot.at("ts")).isEqualTo("2026-02-19T11:22:37.451Z");
        assertThat(boot.at("pid")).isEqualTo("7");
        assertThat(boot.at("property_application")).isEqualTo("myapp");
        assertThat(boot.at("correlation")).isEqualTo("803b448a0489f84084905d3093480352-3425f23bb2432450");
        Parsed ndc = Parsed.of(format("log4j"), "176  [main] INFO  org.foo.Bar x y - text");
        assertThat(ndc.at("uptime_ms")).isEqualTo("176");
        assertThat(ndc.at("ndc")).isEqualTo("x y");
        Parsed day = Parsed.of(format("logback"), "16:06:09.031 [main] INFO  chapters.MyApp1 - x");
        assertThat(day.at("time_of_day_us")).isEqualTo("57969031000");
        Parsed gunicorn = Parsed.of(format("python"), "[2020-05-23 18:50:56 +0100] [14883] [INFO] Booting");
        assertThat(gunicorn.at("pid")).isEqualTo("14883");
        Parsed celery = Parsed.of(format("python"), "[2014-08-25 16:57:07,959: INFO/MainProcess] x");
        assertThat(celery.at("process_name")).isEqualTo("MainProcess");
        Parsed flask = Parsed.of(format("python"), "[2024-01-02 03:04:05,678] ERROR in app: x");
        assertThat(flask.at("module")).isEqualTo("app");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326",
                "[Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 35708:tid 4328636416] [client 1.2.3.4] No file",
                "2016/03/01 10:11:12 [error] 1234#0: *5 open() \"/x\" failed, client: 1.2.3.4, server: x",
                "Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8",
                "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - 'su root' failed",
                "{\"ts\":\"2025-01-31T12:34:56Z\",\"level\":\"INFO\"}",
                "ts=2024-01-02T03:04:05Z level=info msg=\"started\"",
                "1066037222.011 19120 12.83.179.11 TCP_MISS/200 359 GET http://e.com/ - DIRECT/1.2.3.4 text/html",
                "2021-05-13T23:39:43.945958Z my-loadbalancer 192.168.131.39:2817 10.0.0.1:80 0.000086 0.001048 0.001337",
                "I0102 15:04:05.067890 12345 file.go:42] msg",
                "2024-01-02 12:00:00,123 hello world, this is text",
                "hello world",
                ""
            })
    void refusesLinesOfOtherLogs(String line) {
        for (String name : List.of("log4j", "logback", "spring-boot", "jul", "python")) {
            LineFormat format = format(name);
            LineParser parser = format.parser(format.columns());
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            assertThat(Parsed.of(format, line).columns().rejectCode()).as(name).isEqualTo("NOT_IN_FORMAT");
            assertThat(parser.continues(bytes, 0, bytes.length)).as(name).isTrue();
        }
    }
}
