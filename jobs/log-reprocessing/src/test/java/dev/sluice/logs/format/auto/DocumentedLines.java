package dev.sluice.logs.format.auto;

import dev.sluice.logs.format.auto.TestDetection.Documented;
import java.util.List;

/** Lines of each format, from its documentation or written after it. */
final class DocumentedLines {
    private static final String COMBINED =
            "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326"
                    + " \"http://www.example.com/start.html\" \"Mozilla/4.08 [en] (Win98; I ;Nav)\"";
    private static final String OWNER = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

    static final List<Documented> ALL = List.of(
            new Documented("common", "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a.gif HTTP/1.0\" 200 2326"),
            new Documented("combined", COMBINED),
            new Documented("vhost_combined", "www.example.com:443 " + COMBINED),
            new Documented(
                    "traefik",
                    "10.0.0.1 - Client [10/Nov/2009:23:00:00 +0000] \"GET /foo http\" 123 132 \"referer\" \"agent\" -"
                            + " \"foo\" \"http://10.0.0.2/toto\" 123000ms"),
            new Documented("combinedio", COMBINED + " 512 2893"),
            new Documented(
                    "apache-error",
                    "[Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 35708:tid 4328636416]"
                            + " [client 72.15.99.187] File does not exist: /usr/local/apache2/htdocs/favicon.ico"),
            new Documented(
                    "apache-error",
                    "[Wed Oct 11 14:32:52 2000] [error] [client 127.0.0.1] client denied by server configuration: /a"),
            new Documented(
                    "nginx-error",
                    "2012/10/14 18:50:34 [error] 2632#0: *1 open() \"/opt/nginx/html/blog\" failed (2: No such file or"
                            + " directory), client: 127.0.0.1, server: www.example.com, request: \"GET /blog HTTP/1.0\""),
            new Documented("nginx-error", "2012/10/14 18:56:41 [notice] 2761#0: using inherited sockets from \"6;\""),
            new Documented(
                    "squid",
                    "979992041.366 502 192.168.1.160 TCP_IMS_HIT/304 216 GET http://example.com/home2.html - NONE/-"
                            + " text/html"),
            new Documented(
                    "s3",
                    OWNER + " amzn-s3-demo-bucket1 [06/Feb/2019:00:00:38 +0000] 192.0.2.3 " + OWNER
                            + " 3E57427F3EXAMPLE REST.GET.VERSIONING - \"GET /amzn-s3-demo-bucket1?versioning HTTP/1.1\""
                            + " 200 - 113 - 7 - \"-\" \"S3Console/0.4\" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtj"
                            + "f5mKR3/eTPFvsiP/XV/VLi31234= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader"
                            + " amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSV1.2 - - us-east-1"),
            new Documented(
                    "alb",
                    "http 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817"
                            + " 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366"
                            + " \"GET http://www.example.com:80/ HTTP/1.1\" \"curl/7.46.0\" - -"
                            + " arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067"
                            + " \"Root=1-58337262-36d228ad5d99923122bbe354\" \"-\" \"-\" 0 2018-07-02T22:22:48.364000Z"
                            + " \"forward\" \"-\" \"-\" \"10.0.0.1:80\" \"200\" \"-\" \"-\""),
            new Documented(
                    "elb",
                    "2015-05-13T23:39:43.945958Z my-loadbalancer 192.168.131.39:2817 10.0.0.1:80 0.000073 0.001048"
                            + " 0.000057 200 200 0 29 \"GET http://www.example.com:80/ HTTP/1.1\" \"curl/7.38.0\" - -"),
            new Documented(
                    "nlb",
                    "tls 2.0 2018-12-20T02:59:40 net/my-network-loadbalancer/c6e77e28c25b2234 g3d4b5e8bb8464cd"
                            + " 72.21.218.154:51341 172.100.100.185:443 5 2 98 246 -"
                            + " arn:aws:acm:us-east-2:671290407336:certificate/2a108f19-aded-46b0-8493-c63eb1ef4a99 -"
                            + " ECDHE-RSA-AES128-SHA tlsv12 - my-network-loadbalancer-c6e77e28c25b2234.elb.us-east-2"
                            + ".amazonaws.com - - - 2018-12-20T02:59:30"),
            new Documented(
                    "vpc-flow",
                    "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010"
                            + " 1418530070 ACCEPT OK"),
            new Documented(
                    "haproxy",
                    "Feb  6 12:14:14 localhost haproxy[14389]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in"
                            + " static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {}"
                            + " \"GET /index.html HTTP/1.1\""),
            new Documented(
                    "cri",
                    lines(
                            "2016-10-06T00:17:09.669794202Z stdout P The content of the log entry 1",
                            "2016-10-06T00:17:10.113242941Z stderr F The content of the log entry 2")),
            new Documented(
                    "journald",
                    lines(
                            "__CURSOR=s=739ad463348b4ceca5a9e69c95a3c93f;i=4ece7",
                            "__REALTIME_TIMESTAMP=1342540861416409",
                            "PRIORITY=4",
                            "MESSAGE=AccountsService-DEBUG(+): ActUserManager: ignoring unspecified session '8'",
                            "",
                            "__CURSOR=s=bcce4fb8ffcb40e9a6e05eee8b7831bf;i=5ef603",
                            "__REALTIME_TIMESTAMP=1423944916375353",
                            "MESSAGE",
                            "\7\0\0\0\0\0\0\0foo",
                            "bar",
                            "_PID=16853",
                            "",
                            "")),
            new Documented(
                    "klog",
                    lines(
                            "Log file created at: 2022/03/28 23:36:49",
                            "Running on machine: localhost",
                            "Binary: Built with gc go1.17.7 for linux/amd64",
                            "Log line format: [IWEF]mmdd hh:mm:ss.uuuuuu threadid file:line] msg",
                            "I20220328 23:36:49.391439   13343 out.go:297] Setting OutFile to fd 1 ...")),
            new Documented(
                    "spring-boot",
                    "2024-08-22T12:43:35.190Z  INFO 69172 --- [myapp] [           main]"
                            + " o.s.b.d.f.logexample.MyApplication       : Starting MyApplication using Java 17"),
            new Documented(
                    "logback",
                    "2015-01-02 10:11:12,123 DEBUG [main] c.e.MyApp [MyApp.java:12] - Entering application."),
            new Documented(
                    "log4j",
                    lines(
                            "2016-12-19 16:00:01,123 INFO  [main] org.example.Server - started",
                            "2016-12-19 16:00:02,123 ERROR [main] org.example.Server - failed",
                            "java.io.IOException: no",
                            "\tat org.example.Server.main(Server.java:7)")),
            new Documented(
                    "jul",
                    lines(
                            "Mar 22, 2011 1:11:31 PM MyClass fatal",
                            "SEVERE: several messages",
                            "Mar 22, 2011 1:11:32 PM MyClass fatal",
                            "INFO: more")),
            new Documented("python", "WARNING:root:Watch out!\nINFO:root:and go on"),
            new Documented(
                    "syslog", "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - 'su root' failed"),
            new Documented("syslog", "Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8"),
            new Documented("logfmt", "at=info method=GET path=/ host=mutelight.org fwd=\"124.133.52.161\" dyno=web.2"),
            new Documented("kv", "<189>date=2019-05-10 time=11:37:47 logid=\"0000000013\" type=\"traffic\""),
            new Documented(
                    "cef",
                    "Sep 19 08:26:10 host CEF:0|Security|threatmanager|1.0|100|worm successfully stopped|10|src=10.0.0.1"
                            + " dst=2.1.2.2 spt=1232"),
            new Documented(
                    "leef",
                    "Jan 18 11:07:53 192.168.1.1 LEEF:1.0|QRadar|QRM|1.0|NEW_PORT_DISCOVERD|src=172.5.6.67\t"
                            + "dst=172.50.123.1\tsev=5\tcat=anomaly\tmsg=there are spaces"),
            new Documented(
                    "w3c",
                    lines(
                            "#Software: Microsoft Internet Information Services 10.0",
                            "#Version: 1.0",
                            "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip"
                                    + " cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken",
                            "2012-12-11 19:14:40 127.0.0.1 GET /a.htm - 80 - 192.0.2.7 Mozilla/5.0 200 0 0 141")),
            new Documented(
                    "cloudfront",
                    lines(
                            "#Version: 1.0",
                            "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem"
                                    + " sc-status cs(Referer) cs(User-Agent)",
                            "2019-12-04\t21:02:31\tLAX1\t392\t192.0.2.100\tGET\td111111abcdef8.cloudfront.net"
                                    + "\t/index.html\t200\t-\tMozilla/5.0%20(Windows)")),
            new Documented("csv", "level,msg,other\ninfo,\"started, at last\",1\nwarn,x,2"),
            new Documented("tsv", "level\tmsg\tother\ninfo\tstarted\t1"),
            new Documented("json", "{\"level\":\"info\",\"msg\":\"started\"}"));

    private DocumentedLines() {}

    private static String lines(String... lines) {
        return String.join("\n", lines);
    }
}
