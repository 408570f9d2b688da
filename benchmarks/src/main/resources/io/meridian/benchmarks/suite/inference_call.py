import sys
import numpy, onnxruntime

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
options.inter_op_num_threads = 1
options.add_session_config_entry("session.intra_op.allow_spinning", "0")
session = onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
batch, calls = int(sys.argv[2]), int(sys.argv[3])
images = (numpy.arange(batch * 28 * 28, dtype=numpy.float32) % 97 / 97).reshape(batch, 1, 28, 28)


def work():
    for _ in range(calls):
        session.run(None, {"input": images})
