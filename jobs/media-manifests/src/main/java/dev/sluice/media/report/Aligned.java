package dev.sluice.media.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines whose cells stand below each other: numbers, which begin with a digit, to the right. */
record Aligned(List<List<String>> rows) {
    Aligned {
        rows = List.copyOf(rows);
    }

    List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                boolean number = row.get(i).matches("(?s)-?\\d.*") && i < row.size() - 1;
                line.append(String.format(
                        Locale.ROOT, (number ? "%" : "%-") + Math.max(1, widths[i]) + "s   ", row.get(i)));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
