package dev.sluice.stores;

import dev.sluice.run.Demo;
import dev.sluice.run.Plugin;
import java.nio.file.Path;
import java.util.List;

/** The demo of stores. The databases' own ways come as {@link dev.sluice.jdbc.Dialect}. */
public final class StoresPlugin implements Plugin {
    @Override
    public List<Demo> demos() {
        Path state = Path.of(System.getProperty("sluice.home", "."), "state");
        return List.of(new ShopDemo(state.resolve("demo-stores")));
    }
}
