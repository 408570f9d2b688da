package io.meridian.application.process;

import java.io.IOException;

/**
 * Ends a child with its parent: when the pipe that is its standard input closes, the parent is
 * gone.
 */
public final class StdinWatch {
    private StdinWatch() {}

    public static void onEnd(Runnable end) {
        Thread.ofPlatform()
                .daemon()
                .name("stdin")
                .start(() -> {
                    try {
                        while (System.in.read() >= 0) {
                            // what is written to us means nothing; only the end does
                        }
                    } catch (IOException e) {
                        // a broken pipe is an end too
                    }
                    end.run();
                });
    }
}
