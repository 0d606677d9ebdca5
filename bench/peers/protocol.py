"""The part of a child process of bench/step.mjs, which says what it reads and answers."""

import json
import math
import resource
import sys
import time

import numpy as np

BATCH = 128
SHAPES = {"mlp-vae": (784,), "conv-vae": (28, 28, 1), "dcgan-28": (28, 28, 1), "dcgan-64": (64, 64, 3)}
CHANNELS = {"dcgan-28": (64, 128), "dcgan-64": (64, 128, 256, 512)}
GAN_LATENT = 100


def arguments():
    mode, workload, threads = sys.argv[1:]
    return mode, workload, int(threads)


def batch(workload):
    return np.random.default_rng(2).random((BATCH, *SHAPES[workload]), dtype=np.float32)


def answer(**reply):
    print(json.dumps(reply), flush=True)


def peak_memory():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def serve(version, step):
    """`step` trains once and gives the loss as a float."""
    answer(ready=version)
    for line in sys.stdin:
        times = []
        for _ in range(int(line)):
            begin = time.perf_counter()
            loss = step()
            times.append((time.perf_counter() - begin) * 1000)
        answer(times=times, loss=loss if math.isfinite(loss) else None, memory=peak_memory())
