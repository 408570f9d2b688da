package io.meridian.serving.server;

import io.meridian.model.Shape;
import io.meridian.model.packaging.Labels;
import io.meridian.model.packaging.ModelPackage;
import io.meridian.model.preprocessing.Preprocessing;
import io.meridian.runtime.onnx.OnnxSession;
import io.meridian.serving.ServingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A package that answers. Owns its session: {@link #close} waits for those who run. Thread-safe.
 */
final class LoadedModel implements AutoCloseable {
    /** A batch runs in pieces of this many examples, so that memory stays small. */
    private static final int PIECE = 32;

    private final String name;
    private final String version;
    private final Labels labels;
    private final OnnxSession session;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private LoadedModel(String name, String version, Labels labels, OnnxSession session) {
        this.name = name;
        this.version = version;
        this.labels = labels;
        this.session = session;
    }

    /** Loads a folder and tries the model once, so that the first patient does not wait. */
    static LoadedModel open(String name, String version, Path folder, int threads) {
        Preprocessing preprocessing = Preprocessing.parse(read(folder, ModelPackage.PREPROCESSING));
        Labels labels = Labels.parse(read(folder, ModelPackage.LABELS));
        Path file = folder.resolve(ModelPackage.ONNX);
        if (!Files.isReadable(file)) {
            throw new ServingException("a package's folder must hold " + ModelPackage.ONNX);
        }
        OnnxSession session = OnnxSession.open(file, threads);
        try {
            if (!session.input().equals(preprocessing.shape()) || session.outputs() != 1) {
                throw new ServingException(
                        "the model must read %s and give one logit; it reads %s and gives %d"
                                .formatted(
                                        preprocessing.shape(), session.input(), session.outputs()));
            }
            session.run(new float[(int) session.input().elements()]);
            return new LoadedModel(name, version, labels, session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static byte[] read(Path folder, String file) {
        try {
            return Files.readAllBytes(folder.resolve(file));
        } catch (IOException e) {
            throw new ServingException("a package's folder must hold a readable " + file, e);
        }
    }

    String name() {
        return name;
    }

    String version() {
        return version;
    }

    Labels labels() {
        return labels;
    }

    Shape input() {
        return session.input();
    }

    /** The logits of a batch, piece by piece. */
    float[] run(float[] examples) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new ServingException("the model was unloaded");
            }
            int size = (int) session.input().elements();
            float[] logits = new float[examples.length / size];
            for (int from = 0; from < logits.length; from += PIECE) {
                int to = Math.min(logits.length, from + PIECE);
                float[] piece = Arrays.copyOfRange(examples, from * size, to * size);
                System.arraycopy(session.run(piece), 0, logits, from, to - from);
            }
            return logits;
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
