package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes the signals that ask a process to end, until it is closed. One that the process was told to ignore, as nohup
 * does, stays ignored; where the machine does not know one, or Java was started with -Xrs, it keeps its usual effect.
 *
 * <p>By reflection: {@code sun.misc.Signal} is a supported part of Java 17 (module jdk.unsupported), but the compiler's
 * warning about it cannot be turned off.
 */
final class Signals implements AutoCloseable {
    private final Map<Object, Object> before = new HashMap<>();
    private final Class<?> signals;
    private final Method handle;

    /** @param told gets a name such as SIGTERM, on a thread of its own */
    Signals(Consumer<String> told) {
        try {
            signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            handle = signals.getMethod("handle", signals, handlers);
            for (String name : List.of("TERM", "INT", "HUP")) {
                InvocationHandler take = (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        told.accept("SIG" + name);
                        return null;
                    }
                    return method.invoke(name, arguments);
                };
                take(name, Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlers}, take));
            }
        } catch (ReflectiveOperationException e) {
            throw new Fault(Code.INTERNAL, "Cannot take signals: " + e.getMessage(), e);
        }
    }

    private void take(String name, Object handler) throws ReflectiveOperationException {
        try {
            Object signal = signals.getConstructor(String.class).newInstance(name);
            before.put(signal, handle.invoke(null, signal, handler));
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw e;
            }
        }
    }

    /** The usual effects are back. */
    @Override
    public void close() {
        before.forEach((signal, handler) -> {
            try {
                handle.invoke(null, signal, handler);
            } catch (ReflectiveOperationException e) {
                throw new Fault(Code.INTERNAL, "Cannot give signal back: " + signal, e);
            }
        });
    }
}
