package io.meridian.runtime.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import io.meridian.model.Shape;
import io.meridian.runtime.Capabilities;
import io.meridian.runtime.ComputeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A loaded ONNX model with one float32 input [batch, …] and one float32 output [batch, outputs], on
 * the CPU. Owns its native memory until closed. {@link #run} may be called by several platform
 * threads at once; closing while one runs is the caller's bug.
 */
public final class OnnxSession implements AutoCloseable {
    private static final long STACK_BYTES = 8 << 20;

    /** The most numbers in one batch of inputs. */
    private static final long MAXIMUM_BATCH_ELEMENTS = 1L << 28;

    private final OrtSession session;
    private final String input;
    private final Shape shape;
    private final int outputs;

    private OnnxSession(OrtSession session) throws OrtException {
        this.session = session;
        if (session.getNumInputs() != 1 || session.getNumOutputs() != 1) {
            throw new ComputeException(
                    "a model must have one input and one output, not %d and %d"
                            .formatted(session.getNumInputs(), session.getNumOutputs()));
        }
        var in = session.getInputInfo().values().iterator().next();
        var out = session.getOutputInfo().values().iterator().next();
        this.input = in.getName();
        this.shape = shape(in.getInfo());
        this.outputs = Math.toIntExact(shape(out.getInfo()).elements());
    }

    private interface Creation {
        OrtSession in(OrtEnvironment environment) throws OrtException;
    }

    /** On a thread of its own: ONNX Runtime overruns the megabyte of stack that others have. */
    private static OrtSession create(Creation creation) throws OrtException {
        var task = new FutureTask<>(() -> creation.in(OrtEnvironment.getEnvironment()));
        Thread.ofPlatform().name("onnx-open").stackSize(STACK_BYTES).start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OrtException refused) {
                throw refused;
            }
            throw new ComputeException("ONNX Runtime could not be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ComputeException("interrupted while a model was loaded", e);
        }
    }

    /** Loads a model file. */
    public static OnnxSession open(Path model, int threads) {
        try (OrtSession.SessionOptions options = options(threads)) {
            return own(create(environment -> environment.createSession(model.toString(), options)));
        } catch (OrtException e) {
            throw new ComputeException("ONNX Runtime refuses the model: " + e.getCode(), e);
        }
    }

    /** Loads a model from memory. */
    public static OnnxSession open(byte[] model, int threads) {
        try (OrtSession.SessionOptions options = options(threads)) {
            return own(create(environment -> environment.createSession(model, options)));
        } catch (OrtException e) {
            throw new ComputeException("ONNX Runtime refuses the model: " + e.getCode(), e);
        }
    }

    /** What ONNX Runtime can do here. */
    public static Capabilities capabilities(int threads) {
        return new Capabilities(
                "onnxruntime",
                OrtEnvironment.getEnvironment().getVersion(),
                "cpu",
                System.getProperty("os.arch"),
                threads,
                List.of("F32"),
                List.of());
    }

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        // Idle threads must not spin: clinical machines are small and shared.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    private static OnnxSession own(OrtSession session) throws OrtException {
        try {
            return new OnnxSession(session);
        } catch (OrtException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static Shape shape(ValueInfo info) {
        if (!(info instanceof TensorInfo tensor)
                || tensor.type != OnnxJavaType.FLOAT
                || tensor.getShape().length < 2) {
            throw new ComputeException("a model's input and output must be float32 with a batch");
        }
        long[] dimensions = tensor.getShape();
        try {
            return Shape.of(
                    Arrays.stream(dimensions, 1, dimensions.length)
                            .mapToInt(Math::toIntExact)
                            .toArray());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ComputeException("a model's dimensions must be fixed, but for the batch", e);
        }
    }

    /** The shape of one example. */
    public Shape input() {
        return shape;
    }

    /** How many logits one example yields. */
    public int outputs() {
        return outputs;
    }

    /**
     * Runs a batch.
     *
     * @param examples one after another, each of {@link #input} elements
     * @return the logits, {@link #outputs} for each example
     */
    public float[] run(float[] examples) {
        long size = shape.elements();
        if (examples.length == 0
                || examples.length % size != 0
                || examples.length > MAXIMUM_BATCH_ELEMENTS) {
            throw new IllegalArgumentException(
                    "a batch has whole examples of %d numbers, not %d"
                            .formatted(size, examples.length));
        }
        long[] dimensions = new long[shape.rank() + 1];
        dimensions[0] = examples.length / size;
        for (int i = 0; i < shape.rank(); i++) {
            dimensions[i + 1] = shape.at(i);
        }
        FloatBuffer buffer =
                ByteBuffer.allocateDirect(examples.length * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer()
                        .put(examples)
                        .flip();
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(
                                OrtEnvironment.getEnvironment(), buffer, dimensions);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[logits.remaining()];
            logits.get(values);
            return values;
        } catch (OrtException e) {
            throw new ComputeException("ONNX Runtime could not run the model: " + e.getCode(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ComputeException("ONNX Runtime could not free the model: " + e.getCode(), e);
        }
    }
}
