import os, sys
from flwr.server.strategy.aggregate import aggregate
from safetensors.numpy import load_file, save_file

target, updates = sys.argv[1], sys.argv[2:]


def work():
    loaded = [load_file(update) for update in updates]
    names = list(loaded[0])
    results = [([each[name] for name in names], 100 + i) for i, each in enumerate(loaded)]
    save_file(dict(zip(names, aggregate(results))), target + ".partial")
    file = os.open(target + ".partial", os.O_RDONLY)
    os.fsync(file)
    os.close(file)
    os.replace(target + ".partial", target)
