package dev.sluice.logs.format.json;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/** Lines of each layout: the first is its documentation's or from a log, the others have the rest of the members. */
public final class LayoutLines {
    /** As traefik 3 writes it; then 1.7, and what the documentation lists beside. */
    private static final String TRAEFIK = """
            {"ClientAddr":"172.19.0.1:56732","ClientHost":"172.19.0.1","ClientPort":"56732","ClientUsername":"-",\
            "DownstreamContentSize":0,"DownstreamStatus":304,"Duration":14729375,"OriginContentSize":0,\
            "OriginDuration":14051833,"OriginStatus":304,"Overhead":677542,"RequestAddr":"app.traefik.test",\
            "RequestContentSize":0,"RequestCount":122,"RequestHost":"app.traefik.test","RequestMethod":"GET",\
            "RequestPath":"/dashboard?_rsc=1rugv","RequestPort":"-","RequestProtocol":"HTTP/1.1",\
            "RequestScheme":"http","RetryAttempts":0,"RouterName":"app-router@docker",\
            "ServiceAddr":"10.0.1.15:3000","ServiceName":"app-service@docker",\
            "ServiceURL":{"Scheme":"http","Opaque":"","User":null,"Host":"10.0.1.15:3000","Path":""},\
            "StartLocal":"2024-08-25T06:34:37.306691884+02:00","StartUTC":"2024-08-25T04:34:37.306691884Z",\
            "entryPointName":"web","level":"info","msg":"","time":"2024-08-25T04:34:37Z"}
            {"BackendAddr":"172.18.0.3:9292","BackendName":"backend-formula-compose","BackendURL":{},\
            "ClientHost":"189.92.201.15","ClientUsername":"jane","DownstreamStatus":200,"Duration":20555020,\
            "FrontendName":"Host-latex-1","RequestPort":"8443","StartUTC":"2019-06-12T02:08:36.395635846Z",\
            "request_Referer":"https://example.org/","request_User-Agent":"Mozilla/5.0 (Linux)",\
            "TLSVersion":"1.3","TLSCipher":"TLS_AES_128_GCM_SHA256","TLSClientSubject":"CN=a","TraceId":"5b8e",\
            "SpanId":"051581","msg":"m"}
            """;

    /** caddyserver.com/docs/logging has one such line; this one is from a server. */
    private static final String CADDY = """
            {"level":"info","ts":1726651920.3685553,"logger":"http.log.access.log0","msg":"handled request",\
            "request":{"remote_ip":"10.0.0.2","remote_port":"50440","client_ip":"203.0.113.9","proto":"HTTP/2.0",\
            "method":"GET","host":"foo.tld","uri":"/decode.go?a=b","headers":{"User-Agent":\
            ["facebookexternalhit/1.1"],"Accept":["*/*"],"Referer":["https://a/\\"b\\""]},"tls":{"resumed":false,\
            "version":772,"cipher_suite":4865,"proto":"h2","server_name":"git.xsfx.dev"}},"bytes_read":7,\
            "user_id":"jane","duration":0.003550188,"size":1024,"status":200,"resp_headers":{"Server":["Caddy"]}}
            {"level":"info","ts":1722683657.123,"logger":"http.log.access","msg":"handled request","request":\
            {"remote_ip":"2.125.160.216","method":"GET","headers":{}},"duration":0.002,"status":404}
            """;

    private static final String LOGSTASH = """
            {"@timestamp":"2026-09-26T18:53:10.729Z","@version":"1","message":"Request processing failed",\
            "logger_name":"io.gimle.PaymentService","thread_name":"http-nio-8080-exec-1","level":"ERROR",\
            "level_value":40000,"stack_trace":"java.lang.IllegalStateException: boom\\n\\tat x.Y.z(Y.java:1)",\
            "traceId":"bc9632dd","kubernetes":{"labels":{"app":"payment"}}}
            {"@timestamp":1790448790729,"message":"m","logger_name":"a.B","level":"INFO","tags":["A","B"],\
            "caller_class_name":"a.B","caller_method_name":"c","caller_file_name":"B.java","caller_line_number":7}
            """;

    /** JsonLayout compact; EcsLayout as JsonTemplateLayout's manual has it; ECS as Spring Boot writes it. */
    private static final String LOG4J = """
            {"instant":{"epochSecond":1669033790,"nanoOfSecond":415261100},"thread":"localhost-startStop-1",\
            "level":"INFO","loggerName":"org.springframework.extensions.webscripts.DeclarativeRegistry",\
            "message":"Registered 0 Schema Description Documents (+0 failed) ","endOfBatch":false,\
            "loggerFqcn":"org.apache.commons.logging.impl.SLF4JLocationAwareLog","threadId":129,"threadPriority":5}
            {"@timestamp":"2017-05-25T19:56:23.370Z","ecs.version":"1.2.0","log.level":"ERROR",\
            "message":"Hello, error!","process.thread.name":"main","log.logger":\
            "org.apache.logging.log4j.JsonTemplateLayoutDemo","error.type":"java.lang.RuntimeException",\
            "error.message":"test","error.stack_trace":"java.lang.RuntimeException: test\\n\\tat a.B.main(B.java:11)\\n"}
            {"@timestamp":"2024-01-01T10:15:00.067462556Z","log":{"level":"INFO","logger":"org.example.Application",\
            "origin":{"file":{"name":"A.java","line":12},"function":"run"},"syslog":{"priority":6}},\
            "process":{"pid":39599,"thread":{"name":"main","id":3}},"service":{"name":"simple","node":{}},\
            "message":"No active profile set","ecs":{"version":"8.11"},"labels":{"a":"b"},"tags":["x"]}
            {"timeMillis":1493121664118,"thread":"main","level":"INFO","loggerName":"a.B","marker":\
            {"name":"child","parents":[{"name":"parent"}]},"message":"Hello","thrown":{"commonElementCount":0,\
            "message":"error message","name":"java.lang.RuntimeException","extendedStackTrace":[{"class":"a.B"}]},\
            "contextStack":["one"],"contextMap":{"bar":"BAR"},"source":{"class":"a.B","method":"main","file":\
            "B.java","line":32}}
            """;

    /** The line of JsonEncoder's Javadoc, and what its source writes else. */
    private static final String LOGBACK = """
            {"timestamp":1640995200000,"level":"INFO","loggerName":"com.example.MyClass","context":{"name":"default",\
            "birthdate":1640995200000,"properties":{}},"message":"Hello World"}
            {"sequenceNumber":7,"timestamp":1640995200123,"nanoseconds":123456789,"level":"ERROR","threadName":"main",\
            "loggerName":"a.B","context":{"name":"default","birthdate":1,"properties":{}},"markers":["A"],"mdc":\
            {"a1":"v1"},"kvpList":[{"ek1":"v1"}],"message":"this is {}","formattedMessage":"this is arg1",\
            "arguments":["arg1"],"throwable":{"className":"java.lang.RuntimeException","message":"an error",\
            "stepArray":[{"className":"a.B","methodName":"c","fileName":"B.java","lineNumber":7}]}}
            """;

    /** The example of the specification. */
    private static final String GELF = """
            {"version":"1.1","host":"example.org","short_message":"A short message that helps you identify what is\
             going on","full_message":"Backtrace here\\n\\nmore stuff","timestamp":1385053862.3072,"level":1,\
            "_user_id":9001,"_some_info":"foo","_some_env_var":"bar"}
            {"version":"1.1","host":"h","short_message":"m","facility":"f","file":"a.c","line":3,"_logger":"a.B",\
            "_thread_name":"main"}
            """;

    private static final String DOCKER = """
            {"log":"Log line is here\\n","stream":"stdout","time":"2019-01-01T11:11:11.111111111Z"}
            {"log":"half a line","stream":"stderr","attrs":{"tag":"web"},"time":"2019-01-01T11:11:11Z"}
            {"log":"with what is not documented\\r\\n","stream":"stderr","time":"2019-01-01T11:11:11Z","x":[1]}
            """;

    private static final String JOURNALD = """
            { "__CURSOR" : "s=13a21661cf4948289c63075db6c25c00;i=116f1", "__REALTIME_TIMESTAMP" : "1422990364739502",\
             "__MONOTONIC_TIMESTAMP" : "27200938", "_BOOT_ID" : "81b58db8fd9046ab9f847ddb82a2fa2d", "PRIORITY" : "6",\
             "_UID" : "0", "_HOSTNAME" : "desktop", "SYSLOG_FACILITY" : "3", "CODE_FILE" : "src/core/unit.c",\
             "CODE_LINE" : [ "4", "1722" ], "SYSLOG_IDENTIFIER" : "systemd", "MESSAGE_ID" : "7d4958e8",\
             "_TRANSPORT" : "journal", "_PID" : "1", "_EXE" : "/usr/lib/systemd/systemd",\
             "_SYSTEMD_UNIT" : "nginx.service", "MESSAGE" : "Starting A high performance web server..." }
            {"__REALTIME_TIMESTAMP":"1422990364739502","MESSAGE":[27,91,51,49,109,195,169]}
            """;

    /** README, "Introduction" and "src". */
    private static final String BUNYAN = """
            {"name":"myapp","hostname":"banana.local","pid":40161,"level":40,"lang":"fr","msg":"au revoir",\
            "time":"2013-01-04T18:46:23.853Z","v":0}
            {"name":"src-example","hostname":"banana.local","pid":123,"component":"wuzzle","level":4,"msg":\
            "This wuzzle is woosey.","time":"2012-02-06T04:19:35.605Z","src":{"file":"/examples/src.js","line":20,\
            "func":"Wuzzle.woos"},"err":{"message":"boom","name":"TypeError","stack":"TypeError: boom\\n  at a"},"v":0}
            """;

    private static final String PINO = """
            {"level":30,"time":1531171074631,"msg":"hello world","pid":657,"hostname":"Davids-MBP-3.fritz.box"}
            {"level":50,"time":"2018-07-09T21:17:54.631Z","pid":657,"hostname":"h","name":"app","err":{"type":"Error",\
            "message":"boom","stack":"Error: boom\\n    at a"},"msg":"boom"}
            """;

    private static final String ZAP = """
            {"level":"info","ts":1494567715.123,"caller":"zap/options.go:212","msg":"Failed to fetch URL","url":"http:\
            //example.com","attempt":3,"backoff":1}
            {"level":"error","ts":"2024-05-01T10:11:12.123Z","logger":"setup","func":"main.main","msg":"m","error":\
            "no","stacktrace":"main.main\\n\\t/a/main.go:12"}
            """;

    /** By the layout's name. */
    public static final Map<String, List<String>> ALL = Map.ofEntries(
            entry("traefik-json", lines(TRAEFIK)),
            entry("caddy", lines(CADDY)),
            entry("logstash", lines(LOGSTASH)),
            entry("log4j2-json", lines(LOG4J)),
            entry("logback-json", lines(LOGBACK)),
            entry("gelf", lines(GELF)),
            entry("docker-json", lines(DOCKER)),
            entry("journald-json", lines(JOURNALD)),
            entry("bunyan", lines(BUNYAN)),
            entry("pino", lines(PINO)),
            entry("zap", lines(ZAP)));

    private LayoutLines() {}

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
