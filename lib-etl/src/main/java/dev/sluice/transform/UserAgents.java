package dev.sluice.transform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nl.basjes.parse.useragent.UserAgent;
import nl.basjes.parse.useragent.UserAgentAnalyzer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Reads user agents by Yauaa. A process makes one of these for each list of fields, which takes seconds, and shares it
 * among its tasks. To read a user agent takes more than a millisecond, to find it in this cache a fifth of a
 * microsecond, a tenth of what Yauaa's own takes; and logs hold the same ones again and again. Reading each distinct one
 * once and joining would read the input twice. Tasks wait for one another only where each meets a new user agent.
 */
final class UserAgents {
    private static final Map<List<UserAgentField>, UserAgents> MADE = new ConcurrentHashMap<>();

    /** Some 30 MB where user agents have 150 characters. */
    private static final int REMEMBERED = 50_000;

    /** What Yauaa writes where it does not know. */
    private static final Set<String> UNKNOWN = Set.of("Unknown", "??", "Unknown ??");

    private final List<UserAgentField> fields;
    private final UserAgentAnalyzer analyzer;
    private final Cache<String, Row> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private UserAgents(List<UserAgentField> fields) {
        this.fields = fields;
        this.analyzer = UserAgentAnalyzer.newBuilder()
                .hideMatcherLoadStats()
                .withoutCache()
                .withFields(fields.stream().map(UserAgentField::yauaaName).toList())
                .build();
    }

    static UserAgents of(List<UserAgentField> fields) {
        return MADE.computeIfAbsent(fields, UserAgents::new);
    }

    /** A row with a value, or null, for each field. */
    Row read(String text) {
        return known.get(text, this::parsed);
    }

    private Row parsed(String text) {
        UserAgent agent = analyzer.parse(text);
        return RowFactory.create(fields.stream()
                .map(field -> agent.getValue(field.yauaaName()))
                .map(value -> UNKNOWN.contains(value) ? null : value)
                .toArray());
    }
}
