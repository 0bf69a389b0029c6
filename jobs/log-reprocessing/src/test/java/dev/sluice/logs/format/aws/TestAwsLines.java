package dev.sluice.logs.format.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all of these formats, on random lines. */
class TestAwsLines {
    private static final String CUSTOM =
            "vpc-flow ${instance-id} ${tcp-flags} ${pkt-srcaddr} ${end} ${bytes} ${new-field}";
    private static final String MARKS = " \"[]\\-:\t,.9aG\u0000";

    @ParameterizedTest
    @ValueSource(strings = {"s3", "alb", "nlb", "elb", "vpc-flow", CUSTOM})
    void givesBackTheFieldsOfALine(String name) {
        AwsReading reading = new AwsReading(name);
        Random random = new Random(20251031);
        for (int round = 0; round < 500; round++) {
            RandomLine line = new RandomLine(reading.format(), random);
            byte[] bytes = line.bytes();
            Map<String, String> told = reading.told(bytes);
            Map<String, String> expected = new HashMap<>();
            for (String column : reading.format().columns().fieldNames()) {
                expected.put(column, line.columns().get(column));
            }
            expected.putAll(Map.of("header", "false", "reject", "", "error", ""));
            assertThat(told).as(new String(bytes, StandardCharsets.UTF_8)).containsExactlyInAnyOrderEntriesOf(expected);
            assertThat(reading.toldInside(bytes, random)).isEqualTo(told);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "alb", "nlb", "elb", "vpc-flow", CUSTOM})
    void survivesWhatIsNoLine(String name) {
        AwsReading reading = new AwsReading(name);
        Random random = new Random(20251101);
        Set<String> rejects = new HashSet<>();
        int rows = 0;
        for (int round = 0; round < 800; round++) {
            byte[] bytes = damaged(new RandomLine(reading.format(), random).bytes(), random);
            Map<String, String> told = reading.told(bytes);
            assertThat(told.get("reject")).matches("|NOT_IN_FORMATthe line is .*");
            assertThat(told.get("header")).isEqualTo("false");
            if (told.get("reject").isEmpty()) {
                rows++;
                assertThat(told).hasSize(3 + reading.format().columns().size());
                int place = told.get("error").lastIndexOf(' ') + 1;
                assertThat(place == 0 || Integer.parseInt(told.get("error").substring(place)) <= bytes.length + 1)
                        .isTrue();
            } else {
                rejects.add(told.get("reject"));
            }
            assertThat(reading.toldInside(bytes, random)).isEqualTo(told);
        }
        assertThat(rows).isBetween(130, 799);
        assertThat(rejects).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "alb", "nlb", "elb", "vpc-flow", CUSTOM})
    void aLineThatIsCutIsARowIfItHasItsTime(String name) {
        AwsReading reading = new AwsReading(name);
        List<Field> fields = reading.format().fields();
        int time = 0;
        while (!fields.get(time).meaning().time()) {
            time++;
        }
        Random random = new Random(7);
        for (int round = 0; round < 30; round++) {
            RandomLine line = new RandomLine(reading.format(), random);
            byte[] bytes = line.bytes();
            for (int length = 0; length <= bytes.length; length++) {
                String reject = reading.told(Arrays.copyOf(bytes, length)).get("reject");
                if (length <= line.length(time)) {
                    assertThat(reject).isNotEmpty();
                } else if (length >= line.length(time + 1)) {
                    assertThat(reject).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "alb", "nlb", "elb", "vpc-flow"})
    void fillsOnlyWhatIsWanted(String name) {
        AwsReading all = new AwsReading(name);
        String[] columns = all.format().columns().fieldNames();
        Random random = new Random(11);
        for (String column : columns) {
            AwsReading one = all.wanting(column);
            byte[] bytes = new RandomLine(all.format(), random).bytes();
            Map<String, String> told = all.told(bytes);
            assertThat(one.told(bytes)).hasSize(4).containsEntry(column, told.get(column));
        }
        byte[] odd = new RandomLine(all.format(), random).bytes();
        assertThat(all.wanting().told(odd)).isEqualTo(Map.of("header", "false", "reject", "", "error", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "alb", "nlb", "elb", "vpc-flow"})
    void hasEachColumnOnceAndNoneWithoutAType(String name) {
        String[] columns = AwsReading.format(name).columns().fieldNames();
        assertThat(columns).doesNotHaveDuplicates().contains("ts").allMatch(column -> column.matches("[a-z_]+"));
    }

    private static byte[] damaged(byte[] line, Random random) {
        byte[] bytes = line;
        for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            int other = random.nextInt(bytes.length);
            byte mark = random.nextInt(4) == 0
                    ? (byte) random.nextInt()
                    : (byte) MARKS.charAt(random.nextInt(MARKS.length()));
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = mark;
                case 1 -> bytes = Arrays.copyOf(bytes, at);
                case 2 -> bytes[at] = bytes[other];
                case 3 -> bytes = inserted(bytes, at, mark);
                default -> bytes = Arrays.copyOfRange(bytes, Math.min(at, 3), bytes.length);
            }
        }
        return bytes;
    }

    private static byte[] inserted(byte[] bytes, int at, byte mark) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        longer[at] = mark;
        return longer;
    }
}
