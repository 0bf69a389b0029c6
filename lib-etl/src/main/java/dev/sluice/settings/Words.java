package dev.sluice.settings;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/** Records that a single word may stand for. */
final class Words {
    private Words() {}

    /** The method that is marked by {@link Word}. */
    static Optional<Method> of(Class<?> record) {
        return Arrays.stream(record.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Word.class))
                .findFirst();
    }

    static Object make(Method method, Object word) {
        try {
            return method.invoke(null, word);
        } catch (InvocationTargetException e) {
            throw new Fault(Code.INTERNAL, "Cannot make a record of one word: " + method, e.getCause());
        } catch (IllegalAccessException e) {
            throw new Fault(Code.INTERNAL, "Cannot make a record of one word: " + method, e);
        }
    }
}
