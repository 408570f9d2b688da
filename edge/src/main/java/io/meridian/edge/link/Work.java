package io.meridian.edge.link;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Wakes what works for the hub when there is news; those who work sign up. Thread-safe. */
@Component
final class Work {
    /** Someone who works for the hub. */
    interface Worker {
        /** What is asked has changed. */
        void changed();

        /** The hub can be reached again. */
        default void connected() {
            changed();
        }
    }

    private final List<Worker> workers = new CopyOnWriteArrayList<>();

    void add(Worker worker) {
        workers.add(worker);
    }

    void changed() {
        workers.forEach(Worker::changed);
    }

    void connected() {
        workers.forEach(Worker::connected);
    }
}
