package io.meridian.training;

import io.meridian.model.Shape;
import io.meridian.runtime.libtorch.TorchModule;
import io.meridian.runtime.worker.Progress;
import io.meridian.runtime.worker.TaskFailure;
import io.meridian.runtime.worker.TaskHandler.Reporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains a module on labelled examples: binary cross entropy on the logit, the rarer class weighted
 * up, gradients clipped to norm 1. The same seed gives the same bits at the same thread count on
 * the same build.
 */
final class Trainer {
    private static final double MAXIMUM_GRADIENT_NORM = 1;
    private static final double FINAL_RATE = 0.1;

    /** Batches between two reports of progress within an epoch. */
    private static final int REPORT_INTERVAL = 20;

    private static final int MEAN = 1;

    private final TorchModule module;
    private final Examples examples;
    private final TrainSpec spec;
    private final Reporter reporter;

    Trainer(TorchModule module, Examples examples, TrainSpec spec, Reporter reporter) {
        this.module = module;
        this.examples = examples;
        this.spec = spec;
        this.reporter = reporter;
        if (module.graph().output().elements() != 1) {
            throw TaskFailure.invalid("a binary task trains a network with one logit");
        }
    }

    /** Trains; yields the mean loss of every epoch. */
    List<Double> train() {
        LocalSettings local = spec.local();
        int count = examples.count();
        int batches = Math.max(1, Math.round((float) count / local.batchSize()));
        int largest = (count + batches - 1) / batches;
        int size = Math.toIntExact(module.graph().input().elements());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(local.seed());
        List<Double> losses = new ArrayList<>();
        try (PointerScope _ = new PointerScope();
                FloatPointer inputs = new FloatPointer((long) largest * size);
                FloatPointer labels = new FloatPointer(largest)) {
            Stepper stepper = new Stepper();
            int step = 0;
            for (int epoch = 1; epoch <= local.epochs(); epoch++) {
                int[] order = shuffled(count, random);
                double sum = 0;
                for (int batch = 0; batch < batches; batch++) {
                    reporter.checkpoint();
                    int from = (int) ((long) count * batch / batches);
                    int to = (int) ((long) count * (batch + 1) / batches);
                    fill(order, from, to, inputs, labels, random);
                    double progress = (double) step / (batches * local.epochs());
                    double loss = stepper.step(inputs, labels, to - from, rate(progress));
                    if (!Double.isFinite(loss)) {
                        throw TaskFailure.diverged(
                                "the loss must be a finite number; in epoch %d, batch %d of %d it is not. A lower learningRate may help"
                                        .formatted(epoch, batch + 1, batches));
                    }
                    sum += loss * (to - from);
                    step++;
                    if (batch == batches - 1 || step % REPORT_INTERVAL == 0) {
                        report((double) step / (batches * local.epochs()), epoch, sum / to);
                    }
                }
                losses.add(sum / count);
            }
        }
        return losses;
    }

    private void report(double fraction, int epoch, double loss) {
        reporter.progress(
                new Progress(
                        fraction,
                        Map.of(
                                "epoch", (double) epoch,
                                "epochs", (double) spec.local().epochs(),
                                "loss", loss)));
    }

    private double rate(double progress) {
        double cosine = (1 + Math.cos(Math.PI * progress)) / 2;
        return spec.local().learningRate() * (FINAL_RATE + (1 - FINAL_RATE) * cosine);
    }

    private void fill(
            int[] order,
            int from,
            int to,
            FloatPointer inputs,
            FloatPointer labels,
            RandomGenerator random) {
        Shape shape = module.graph().input();
        int size = Math.toIntExact(shape.elements());
        float[] source = new float[size];
        float[] target = new float[size];
        for (int i = from; i < to; i++) {
            examples.read(order[i], 1, source);
            spec.local().augmentation().apply(source, target, shape, random);
            inputs.position((long) (i - from) * size).put(target, 0, size);
            labels.put(i - from, examples.label(order[i]));
        }
        inputs.position(0);
    }

    /** Fisher and Yates. */
    private static int[] shuffled(int count, RandomGenerator random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** One step of the optimiser; its native memory belongs to the scope in which it was made. */
    private final class Stepper {
        private final TensorVector parameters = module.trainableVector();
        private final Optimization optimization = Optimization.of(spec.local(), parameters);
        private final TensorOptional positiveWeight = new TensorOptional(positiveWeight());
        private final TensorOptional none = new TensorOptional();
        private final List<Tensor> base =
                spec.objective().proximalMu() > 0
                        ? module.trainable().stream().map(t -> t.detach().clone()).toList()
                        : List.of();

        /** Negatives for each positive, so that both classes count alike; bounded. */
        private Tensor positiveWeight() {
            int positives = examples.positives();
            int negatives = examples.count() - positives;
            double weight = positives == 0 || negatives == 0 ? 1 : (double) negatives / positives;
            return Tensor.create((float) Math.clamp(weight, 0.1, 10.0));
        }

        double step(FloatPointer inputs, FloatPointer labels, int count, double rate) {
            try (PointerScope _ = new PointerScope()) {
                optimization.rate(rate);
                optimization.optimizer().zero_grad();
                Tensor logits = module.forward(module.batch(inputs, count), TorchModule.Mode.TRAIN);
                Tensor loss =
                        torch.binary_cross_entropy_with_logits(
                                logits,
                                torch.from_blob(labels, count, 1),
                                none,
                                positiveWeight,
                                MEAN);
                double value = loss.item_float();
                if (Double.isFinite(value)) {
                    loss.backward();
                    pullToBase();
                    torch.clip_grad_norm_(parameters, MAXIMUM_GRADIENT_NORM);
                    var _ = optimization.optimizer().step();
                }
                return value;
            }
        }

        private void pullToBase() {
            if (base.isEmpty()) {
                return;
            }
            try (NoGradGuard _ = new NoGradGuard()) {
                Scalar mu = new Scalar(spec.objective().proximalMu());
                for (int i = 0; i < base.size(); i++) {
                    Tensor parameter = parameters.get(i);
                    parameter.mutable_grad().add_(parameter.sub(base.get(i)), mu);
                }
            }
        }
    }
}
