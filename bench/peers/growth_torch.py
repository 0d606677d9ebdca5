"""A row of bench/growth.mjs in PyTorch, eager: growth_torch.py THREADS WORKLOAD."""

import json
import math
import os
import sys
import tempfile
import time

import torch
from protocol import peak_memory
from torch import nn
from torch.nn import functional as F

threads, workload = sys.argv[1:]
torch.set_num_threads(int(threads))
torch.manual_seed(1)
sizes = json.loads(workload)
shape, latent, batch = sizes["shape"], sizes["latent"], sizes["batch"]


def dense(hidden):
    ins = [math.prod(shape), *hidden]
    down = [layer for a, b in zip(ins, hidden) for layer in (nn.Linear(a, b), nn.ReLU())]
    outs = [latent, *reversed(hidden)]
    up = [layer for a, b in zip(outs, outs[1:]) for layer in (nn.Linear(a, b), nn.ReLU())]
    return nn.Sequential(*down, nn.Linear(ins[-1], 2 * latent)), nn.Sequential(*up, nn.Linear(outs[-1], ins[0]))


def convolutional(channels):
    side, _, depth = shape
    small = side // 2 ** len(channels)
    features = small * small * channels[-1]
    widths = [depth, *channels]
    down = [layer for a, b in zip(widths, channels) for layer in (nn.Conv2d(a, b, 4, 2, 1), nn.ReLU())]
    back = [*reversed(channels), depth]
    up = [layer for a, b in zip(back, back[1:]) for layer in (nn.ReLU(), nn.ConvTranspose2d(a, b, 4, 2, 1))]
    encoder = nn.Sequential(*down, nn.Flatten(), nn.Linear(features, 2 * latent))
    first = nn.Unflatten(1, (channels[-1], small, small))
    return encoder, nn.Sequential(nn.Linear(latent, features), first, *up)


is_dense = sizes["kind"] == "dense"
encoder, decoder = dense(sizes["hidden"]) if is_dense else convolutional(sizes["channels"])
both = nn.ModuleList([encoder, decoder])
optimizer = torch.optim.Adam(both.parameters(), 1e-3)
x = torch.rand(batch, *shape)
if not is_dense:
    x = x.permute(0, 3, 1, 2).contiguous()


def step():
    mean, log_variance = encoder(x).chunk(2, 1)
    z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
    reconstruction = F.binary_cross_entropy_with_logits(decoder(z), x, reduction="sum")
    divergence = -0.5 * torch.sum(1 + log_variance - mean**2 - log_variance.exp())
    loss = (reconstruction + divergence) / batch
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    loss.item()


def timed(work):
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


first = timed(step)
times = [timed(step)]
while len(times) < 4 or (len(times) < 50 and sum(times) < 5000):
    times.append(timed(step))
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "checkpoint.pt")
    state = lambda: {"model": both.state_dict(), "optimizer": optimizer.state_dict()}
    checkpoint = timed(lambda: torch.save(state(), path))
    size = os.path.getsize(path)
middle = sorted(times[1:])[(len(times) - 1) // 2]
print(json.dumps(dict(first=first, step=middle, checkpoint=checkpoint, bytes=size, memory=peak_memory())))
