"""Times the workloads of bench/engine.mjs in PyTorch eager: reads lines "WORKLOAD MILLISECONDS", answers with the steps' times."""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

BATCH = 128


class Vae(nn.Module):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def forward(self, x):
        mean, log_variance = self.encoder(x).chunk(2, 1)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        reconstruction = F.binary_cross_entropy_with_logits(self.decoder(z), x, reduction="sum")
        divergence = -0.5 * torch.sum(1 + log_variance - mean**2 - log_variance.exp())
        return (reconstruction + divergence) / BATCH


def mlp_vae():
    encoder = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 40))
    decoder = nn.Sequential(nn.Linear(20, 256), nn.ReLU(), nn.Linear(256, 512), nn.ReLU(), nn.Linear(512, 784))
    return Vae(encoder, decoder), torch.rand(BATCH, 784)


def conv_vae():
    encoder = nn.Sequential(
        nn.Conv2d(1, 32, 4, 2, 1), nn.ReLU(), nn.Conv2d(32, 64, 4, 2, 1), nn.ReLU(), nn.Flatten(), nn.Linear(3136, 32)
    )
    decoder = nn.Sequential(
        nn.Linear(16, 3136),
        nn.ReLU(),
        nn.Unflatten(1, (64, 7, 7)),
        nn.ConvTranspose2d(64, 32, 4, 2, 1),
        nn.ReLU(),
        nn.ConvTranspose2d(32, 1, 4, 2, 1),
    )
    return Vae(encoder, decoder), torch.rand(BATCH, 1, 28, 28)


def start(workload):
    torch.manual_seed(1)
    model, x = workload()
    return model, x, torch.optim.Adam(model.parameters(), 1e-3)


def train(run, milliseconds):
    model, x, optimizer = run
    times = []
    end = time.perf_counter() + milliseconds / 1000
    while not times or time.perf_counter() < end:
        begin = time.perf_counter()
        optimizer.zero_grad()
        loss = model(x)
        loss.backward()
        optimizer.step()
        loss.item()
        times.append((time.perf_counter() - begin) * 1000)
    return times


workloads = {"mlp-vae": mlp_vae, "conv-vae": conv_vae}
running = {}
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    name, milliseconds = line.split()
    if name not in running:
        running[name] = start(workloads[name])
    print(json.dumps({"times": train(running[name], float(milliseconds))}), flush=True)
