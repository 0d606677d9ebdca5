"""`genlab reproduce likelihood` in PyTorch: the same images, network, training and estimate.

    python bench/peers/likelihood_torch.py --data-dir FOLDER
"""

import argparse
import gzip
import math
import pathlib
import statistics
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

HIDDEN, LATENT, BATCH = 200, 50, 100
MODELS = {"vae": None, "iwae": 5}


def images(folder, part):
    """All pixels of a part of MNIST as 0 or 1: each is drawn once, with its grey level as the probability of a 1."""
    prefix, first = ("train", 0) if part == "train" else ("t10k", 60_000)
    paths = [folder / f"{prefix}-images{separator}idx3-ubyte{end}" for separator in "-." for end in ("", ".gz")]
    path = next(path for path in paths if path.exists())
    data = (gzip.open if path.suffix == ".gz" else open)(path, "rb").read()
    levels = np.frombuffer(data, np.uint8, offset=16).astype(np.float32) / np.float32(255)
    pixels = np.arange(levels.size, dtype=np.uint32) + np.uint32(784 * first)
    return torch.from_numpy((uniform(pixels) < levels).astype(np.float32).reshape(-1, 784))


def uniform(h):
    """A number in [0, 1) for each integer: the finaliser of MurmurHash3."""
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        h = (h ^ (h >> np.uint32(shift))) * np.uint32(factor)
    return (h ^ (h >> np.uint32(16))) / 2**32


def mlp(*sizes):
    layers = [layer for pair in zip(sizes, sizes[1:]) for layer in (nn.Linear(*pair), nn.ReLU())]
    return nn.Sequential(*layers[:-1])


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = mlp(784, HIDDEN, HIDDEN, 2 * LATENT)
        self.decoder = mlp(LATENT, HIDDEN, HIDDEN, 784)

    def draw(self, x, samples):
        mean, log_variance = self.encoder(x).chunk(2, 1)
        noise = torch.randn(samples, *mean.shape)
        return mean + torch.exp(0.5 * log_variance) * noise, mean, log_variance

    def distortion(self, x, z):
        logits = self.decoder(z)
        return F.binary_cross_entropy_with_logits(logits, x.expand_as(logits), reduction="none").sum(-1)

    def log_weights(self, x, samples):
        """log p(x, z) - log q(z|x) of z ~ q(z|x), [samples, batch]."""
        z, mean, log_variance = self.draw(x, samples)
        log_posterior = -0.5 * ((z - mean) ** 2 / log_variance.exp() + log_variance + math.log(2 * math.pi)).sum(-1)
        log_prior = -0.5 * (z**2 + math.log(2 * math.pi)).sum(-1)
        return log_prior - self.distortion(x, z) - log_posterior

    def bound(self, x, samples):
        return torch.logsumexp(self.log_weights(x, samples), 0) - math.log(samples)

    def negative_elbo(self, x):
        z, mean, log_variance = self.draw(x, 1)
        divergence = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum(-1)
        return self.distortion(x, z)[0] + divergence


def train(model, data, samples, epochs):
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)
    for _ in range(epochs):
        for x in data[torch.randperm(len(data))].split(BATCH):
            loss = (model.negative_elbo(x) if samples is None else -model.bound(x, samples)).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


@torch.no_grad()
def estimate(model, data, samples):
    return torch.cat([model.bound(x, samples) for x in data.split(10)]).double().mean().item()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=pathlib.Path, required=True)
    parser.add_argument("--model", choices=["all", *MODELS], default="all")
    for name, default in (("seeds", 3), ("epochs", 10), ("samples", 200), ("images", 10_000), ("threads", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    settings = parser.parse_args()
    torch.set_num_threads(settings.threads)
    train_part, test_part = images(settings.data_dir, "train"), images(settings.data_dir, "test")[: settings.images]
    print(f"PyTorch {torch.__version__}, {int(train_part.sum())} and {int(test_part.sum())} pixels are 1")
    for name, samples in MODELS.items():
        if settings.model not in ("all", name):
            continue
        bounds = []
        for seed in range(settings.seeds):
            begin = time.perf_counter()
            torch.manual_seed(seed)
            model = Vae()
            train(model, train_part, samples, settings.epochs)
            trained = time.perf_counter()
            bounds.append(estimate(model, test_part, settings.samples))
            spent = f"training {trained - begin:.0f} s, estimate {time.perf_counter() - trained:.0f} s"
            print(f"{name}  seed {seed}  {bounds[-1]:.2f} nats  {spent}", flush=True)
        error = statistics.stdev(bounds) / math.sqrt(len(bounds)) if len(bounds) > 1 else math.nan
        print(f"{name}: {statistics.mean(bounds):.2f} ± {error:.2f}")


main()
