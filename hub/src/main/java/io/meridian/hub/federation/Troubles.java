package io.meridian.hub.federation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * What went wrong with parts and rows that are tried again and again: each is logged once, and once
 * more when it is over or another. Thread-safe.
 */
public final class Troubles {
    private static final int REMEMBERED = 1_000;

    private final Logger log;
    private final Map<String, String> known = new LinkedHashMap<>();

    public Troubles(Logger log) {
        this.log = log;
    }

    /** Notes that work on something failed; it will be tried again. */
    public void note(String what, Throwable problem) {
        var trouble = problem.getClass().getName() + ": " + problem.getMessage();
        synchronized (known) {
            if (trouble.equals(known.put(what, trouble))) {
                return;
            }
            if (known.size() > REMEMBERED) {
                known.remove(known.keySet().iterator().next());
            }
        }
        log.error("a step failed and is tried again what={}", what, problem);
    }

    /** Notes that work on something went well. */
    public void over(String what) {
        synchronized (known) {
            if (known.remove(what) == null) {
                return;
            }
        }
        log.info("a step that failed went well what={}", what);
    }
}
