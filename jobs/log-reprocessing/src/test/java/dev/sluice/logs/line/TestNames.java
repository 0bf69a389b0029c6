package dev.sluice.logs.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestNames {
    @Test
    void findsEachNameAndNoOther() {
        Random random = new Random(31);
        for (int size = 0; size < 200; size++) {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                all.add(Integer.toString(random.nextInt(1_000), 36));
            }
            Names names = new Names(all);
            for (int i = 0; i < 1_000; i++) {
                String name = Integer.toString(i, 36);
                assertThat(find(names, name)).as(name + " in " + all).isEqualTo(all.indexOf(name));
            }
            assertThat(find(names, "")).isEqualTo(-1);
        }
    }

    private static int find(Names names, String name) {
        byte[] text = ("x" + name + "y").getBytes(StandardCharsets.UTF_8);
        return names.find(text, 1, text.length - 1);
    }
}
