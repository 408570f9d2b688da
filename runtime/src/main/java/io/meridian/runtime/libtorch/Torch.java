package io.meridian.runtime.libtorch;

import io.meridian.runtime.Capabilities;
import io.meridian.runtime.ComputeException;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** LibTorch as a whole: what it can do here, and how many threads it uses. */
public final class Torch {
    private Torch() {}

    /** Sets the number of threads of one operation, for the whole process. */
    public static void useThreads(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("threads must be in [1, 1024], not " + threads);
        }
        torch.set_num_threads(threads);
    }

    /** What it can do on this machine; loads the native library. */
    public static Capabilities capabilities(List<String> kinds) {
        return new Capabilities(
                "libtorch",
                version(),
                "cpu",
                System.getProperty("os.arch"),
                torch.get_num_threads(),
                List.of("F32"),
                kinds);
    }

    private static String version() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            throw new ComputeException("the LibTorch archive does not tell its version", e);
        }
    }
}
