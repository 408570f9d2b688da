package io.meridian.training;

import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.TensorVector;

/** LibTorch's optimiser with its changeable rate; lives in the scope in which it is made. */
record Optimization(Optimizer optimizer, OptimizerOptions options) {
    private static final double MOMENTUM = 0.9;

    static Optimization of(LocalSettings local, TensorVector parameters) {
        Optimizer optimizer =
                switch (local.optimizer()) {
                    case ADAMW -> {
                        AdamWOptions options = new AdamWOptions(local.learningRate());
                        options.weight_decay().put(local.weightDecay());
                        yield new AdamW(parameters, options);
                    }
                    case SGD -> {
                        SGDOptions options = new SGDOptions(local.learningRate());
                        options.weight_decay().put(local.weightDecay());
                        options.momentum().put(MOMENTUM);
                        options.nesterov().put(true);
                        yield new SGD(parameters, options);
                    }
                };
        return new Optimization(optimizer, optimizer.param_groups().get(0).options());
    }

    void rate(double rate) {
        options.set_lr(rate);
    }
}
