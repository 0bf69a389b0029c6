package dev.sluice.logs.format.layout;

import dev.sluice.logs.line.LineFormat;
import java.time.ZoneId;
import java.util.List;

/**
 * Layouts that have a name, the more particular ones first: the first that fits is taken for each event.
 *
 * <p>Sources: the manuals and default settings of log4j 1.2, Log4j 2, Logback, Spring Boot, java.util.logging, Tomcat,
 * Kafka, ZooKeeper, Hadoop, HBase, Spark and JBoss; Python's logging, OpenStack's oslo.log, Flask, Celery, Scrapy and Gunicorn.
 */
public final class KnownLayouts {
    private KnownLayouts() {}

    /** What log4j 1 and Log4j 2 write by widespread patterns. */
    public static LineFormat log4j(ZoneId zone) {
        return LayoutFormat.java(
                List.of(
                        "%d{ISO8601} [myid:%X{myid}] - %-5p [%t:%C{1}@%L] - %m%n",
                        "%d{ISO8601} - %-5p [%t:%C{1}@%L] - %m%n",
                        "[%d{ISO8601}] %p %m (%c)%n",
                        "%d{ISO8601} [%t] %-5p %c - %m%n",
                        "%d{ISO8601} [%t] %-5p %c: %m%n",
                        "%d{ISO8601} %-5p [%t] %c{2} (%F:%M(%L)) - %m%n",
                        "%d{ISO8601} %-5p [%t] %c{1}:%L - %m%n",
                        "%d{ISO8601} %-5p [%t] %c - %m%n",
                        "%d{ISO8601} %-5p [%t] %c: %m%n",
                        "%d{ISO8601} %-5p [%c] (%t) %m%n",
                        "%d{ISO8601} %-5p %c{2} (%F:%M(%L)) - %m%n",
                        "%d{ISO8601} %-5p %c{1}:%L - %m%n",
                        "%d{ISO8601} %-5p %c - %m%n",
                        "%d{ISO8601} %-5p %c: %m%n",
                        "%d{yy/MM/dd HH:mm:ss} %p %c{1}: %m%n",
                        "%-5p %d{ISO8601} [%t] %c: %m%n",
                        "%-5p %d{ISO8601} [%t] %c - %m%n",
                        "%d{HH:mm:ss,SSS} %-5p [%c] (%t) %m%n",
                        "%d{HH:mm:ss.SSS} [%t] %-5level %logger{36} - %msg%n",
                        "%-4r [%t] %-5p %c %x - %m%n",
                        "%-4r [%t] %-5p %c - %m%n"),
                zone);
    }

    /** What Logback writes by the patterns of its manual. */
    public static LineFormat logback(ZoneId zone) {
        return LayoutFormat.java(
                List.of(
                        "%d{HH:mm:ss.SSS} [%thread] %-5level %logger{36} - %msg%n",
                        "%d{ISO8601} [%thread] %-5level %logger{36} - %msg%n",
                        "%d{ISO8601} %-5level [%thread] %logger{10} [%file:%line] - %msg%n",
                        "%d{ISO8601} %-5level [%thread] %logger{10} [%file:%line] %msg%n",
                        "%d{ISO8601} %-5level [%thread] %logger{35} - %msg%n",
                        "%d{ISO8601} %-5level [%thread] %logger{0}: %msg%n",
                        "%-4relative [%thread] %-5level %logger{35} - %msg%n"),
                zone);
    }

    /** What Spring Boot 2 and 3 write to the console and to files, with and without names of applications. */
    public static LineFormat springBoot(ZoneId zone) {
        return LayoutFormat.java(
                List.of(
                        "%d{ISO8601} %5p %pid --- [%property{application}] [%15.15t] [%20correlationId] %-40.40logger{39} : %m%n",
                        "%d{ISO8601} %5p %pid --- [%property{application}] [%15.15t] %-40.40logger{39} : %m%n",
                        "%d{ISO8601} %5p %pid --- [%15.15t] %-40.40logger{39} : %m%n"),
                zone);
    }

    /** What java.util.logging's SimpleFormatter and Tomcat's OneLineFormatter write unless told otherwise. */
    public static LineFormat jul(ZoneId zone) {
        return LayoutFormat.jul(zone);
    }

    /** What Python's logging writes by widespread formats. */
    public static LineFormat python(ZoneId zone) {
        return LayoutFormat.python(
                List.of(
                        "%(asctime)s %(process)d %(levelname)s %(name)s [%(request_id)s] %(message)s",
                        "[%(asctime)s] [%(process)d] [%(levelname)s] %(message)s",
                        "[%(asctime)s: %(levelname)s/%(processName)s] %(message)s",
                        "[%(asctime)s] %(levelname)s in %(module)s: %(message)s",
                        "%(asctime)s [%(name)s] %(levelname)s: %(message)s",
                        "%(asctime)s - %(name)s - %(levelname)s - %(message)s",
                        "%(asctime)s - %(levelname)s - %(message)s",
                        "%(asctime)s %(levelname)-8s %(message)s",
                        "%(asctime)s [%(levelname)s] %(message)s",
                        "%(asctime)s:%(levelname)s:%(message)s",
                        "%(levelname)s:%(name)s:%(message)s"),
                zone);
    }
}
