package dev.sluice.cli;

import dev.sluice.extract.Source;
import dev.sluice.load.Sink;
import dev.sluice.run.BuiltIn;
import dev.sluice.settings.KindDoc;
import dev.sluice.settings.Kinds;
import dev.sluice.settings.SettingDoc;
import dev.sluice.transform.Mask;
import dev.sluice.transform.Transform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice kinds}: the reference of every setting, from the records themselves. */
@Command(
        name = "kinds",
        mixinStandardHelpOptions = true,
        description = "Every kind of source, transform, mask and sink with its settings, or one of them.")
final class KindsCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Parameters(arity = "0..1", paramLabel = "KIND", description = "Only this kind, e.g. logs.")
    private Optional<String> only = Optional.empty();

    /** One kind with its settings. */
    private record Described(String role, String kind, String what, List<SettingDoc> settings) {}

    @Override
    public Integer call() {
        Console console = Console.of(output);
        Kinds kinds = BuiltIn.kinds();
        Map<String, Class<?>> roles = new LinkedHashMap<>();
        roles.put("source", Source.class);
        roles.put("transform", Transform.class);
        roles.put("mask", Mask.class);
        roles.put("sink", Sink.class);
        List<Described> all = new java.util.ArrayList<>();
        roles.forEach((role, contract) -> {
            for (KindDoc kind : kinds.describe(contract)) {
                if (only.isEmpty() || only.get().equals(kind.name())) {
                    all.add(new Described(role, kind.name(), kind.doc(), kind.settings()));
                }
            }
        });
        if (all.isEmpty()) {
            throw new dev.sluice.fault.Fault(
                    dev.sluice.fault.Code.USAGE, "Cannot find kind: " + only.orElse("") + " (see 'sluice kinds')");
        }
        for (Described kind : all) {
            console.say("%s %s   %s".formatted(kind.role(), kind.kind(), kind.what()));
            console.say(Console.table(
                    List.of("  setting", "type", "preset", "meaning"),
                    kind.settings().stream()
                            .map(one -> List.of("  " + one.key(), one.type(), one.preset(), one.doc()))
                            .toList()));
            console.say("");
        }
        console.data(all);
        return 0;
    }
}
