package dev.sluice.media;

import dev.sluice.cli.Console;
import dev.sluice.media.Explained.EncodeJob;
import dev.sluice.media.decide.Decision;
import dev.sluice.media.decide.PolicyOutcome;
import dev.sluice.media.decide.Trial;
import dev.sluice.media.estimate.ByteQuantiles;
import dev.sluice.media.estimate.Estimate;
import dev.sluice.media.estimate.Quantiles;
import dev.sluice.media.report.Visible;
import dev.sluice.run.ReportText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** An explanation for a person: the file, the rules, the decision, and each job. */
record ExplainText(Explained explained) {
    private static final int WIDTH = 110;
    private static final int LONGEST_VALUE = 60;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("file       " + explained.asset().path());
        lines.addAll(ProbeText.of(explained.asset().probe(), explained.asset().bytes()));
        lines.add("");
        lines.add("rules of " + explained.step());
        explained.explanation().trials().forEach(trial -> lines.addAll(trial(trial)));
        lines.add("");
        lines.addAll(decision());
        lines.addAll(policies());
        explained.jobs().forEach(job -> lines.addAll(job(job)));
        return lines.stream().map(Visible::whole).toList();
    }

    private static List<String> trial(Trial trial) {
        List<String> lines = new ArrayList<>();
        String outcome = switch (trial.outcome()) {
            case HOLDS -> "holds";
            case NO -> trial.nearMiss() ? "near miss" : "no";
            case FAILED -> "failed";
        };
        lines.add("  %-9s %s%s"
                .formatted(outcome, trial.rule(), trial.failure().isEmpty() ? "" : "  " + trial.failure()));
        trial.verdicts()
                .forEach(verdict -> lines.add(
                        "            %-5s %s".formatted(verdict.holds() ? "true" : "false", verdict.condition())));
        trial.values()
                .forEach(value ->
                        lines.add("                    %s = %s".formatted(value.name(), shortened(value.text()))));
        return lines;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
    }

    private List<String> decision() {
        Decision decision = explained.explanation().decision();
        String by = decision.rule().isEmpty() ? "" : ", rule " + decision.rule();
        List<String> lines = new ArrayList<>();
        lines.add("decision   "
                + switch (decision.action()) {
                    case ENCODE -> "encode" + by;
                    case SKIP -> "skip " + decision.code() + by;
                    case HUMAN -> "a person decides: " + decision.code() + by;
                });
        if (explained.explanation().objections().isEmpty() && decision.action() == Decision.Action.HUMAN) {
            lines.add("           " + decision.reason());
        }
        explained
                .explanation()
                .objections()
                .forEach(one -> lines.add("           %s  %s".formatted(one.code(), one.reason())));
        return lines;
    }

    private List<String> policies() {
        List<PolicyOutcome> outcomes = explained.explanation().outcomes();
        if (outcomes.isEmpty() && explained.jobs().isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = outcomes.stream()
                .map(one -> List.of(one.setting(), one.found(), one.done()))
                .toList();
        List<String> lines = new ArrayList<>(
                rows.isEmpty()
                        ? List.of()
                        : indented(Console.table(List.of("setting", "in the file", "becomes"), rows)));
        List<String> idle = new ArrayList<>(PolicyOutcome.CONDITIONAL);
        outcomes.forEach(one -> idle.remove(one.setting()));
        if (!idle.isEmpty()) {
            lines.addAll(wrapped("nothing in the file for", idle, ","));
        }
        return lines;
    }

    private static List<String> indented(List<String> lines) {
        return lines.stream().map(line -> "  " + line).toList();
    }

    private List<String> job(EncodeJob job) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("target     %s  %s, .%s  job %s"
                .formatted(
                        job.target().profile(),
                        job.target().container(),
                        job.target().extension(),
                        job.jobKey()));
        lines.addAll(TargetText.of(job.target()));
        job.output().ifPresent(output -> lines.add("  output    " + output));
        job.estimate().ifPresent(estimate -> {
            lines.addAll(estimate(estimate, job));
            lines.add("  speeds    " + explained.speeds().orElse(""));
        });
        lines.add("");
        lines.add("command    for reading only: executors hand these arguments on as a list, through no shell");
        List<String> words = new ArrayList<>(List.of("ffmpeg"));
        job.command().forEach(word -> words.add(Visible.argument(word)));
        lines.addAll(wrapped("", words, ""));
        return lines;
    }

    private static List<String> estimate(Estimate estimate, EncodeJob job) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("CPU seconds", estimate.cpuSeconds(), value -> String.format(Locale.ROOT, "%,.1f", value)));
        rows.add(row("output", estimate.outputBytes()));
        rows.add(row("memory", estimate.memoryBytes()));
        rows.add(row("scratch", estimate.scratchBytes()));
        job.money()
                .ifPresent(money -> rows.add(
                        row(money.currency(), money.amount(), value -> String.format(Locale.ROOT, "%,.4f", value))));
        List<String> lines = new ArrayList<>(indented(Console.table(List.of("estimate", "P10", "P50", "P90"), rows)));
        lines.add(String.format(
                Locale.ROOT,
                "  CPU       decode %.1f  filters %.1f  encode %.1f  audio %.1f seconds; %,d frames",
                estimate.decodeSeconds(),
                estimate.filterSeconds(),
                estimate.encodeSeconds(),
                estimate.audioSeconds(),
                estimate.frames()));
        if (!estimate.assumed().isEmpty()) {
            lines.add("  assumed   "
                    + estimate.assumed().stream()
                            .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .collect(Collectors.joining(", ")));
        }
        return lines;
    }

    private static List<String> row(String what, Quantiles values, DoubleFunction<String> text) {
        return List.of(what, text.apply(values.p10()), text.apply(values.p50()), text.apply(values.p90()));
    }

    private static List<String> row(String what, ByteQuantiles values) {
        return row(what, values.exact(), value -> ReportText.bytes(Math.round(value)));
    }

    /** Words in lines of a width that a terminal has; an option's value stays beside its name. */
    private static List<String> wrapped(String first, List<String> words, String between) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder("  ").append(first);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i) + (i < words.size() - 1 ? between : "");
            boolean value = i > 0 && words.get(i - 1).startsWith("-");
            if (line.length() + word.length() + 1 > WIDTH && !value) {
                lines.add(line.toString());
                line = new StringBuilder("   ");
            }
            line.append(line.toString().isBlank() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
