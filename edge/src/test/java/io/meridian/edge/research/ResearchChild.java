package io.meridian.edge.research;

import java.nio.file.Path;

/** A process of its own that works off a site's folder until it is killed, telling each read. */
final class ResearchChild {
    private ResearchChild() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
        try (var site = new TestSite(Path.of(arguments[0]));
                var worker =
                        site.worker(id -> {
                            System.out.println("read " + id);
                            return site.original(id);
                        })) {
            worker.start();
            Thread.currentThread().join();
        }
    }
}
