"""The workloads of bench/workloads.mjs in PyTorch: eager, with fused Adam, or compiled with fused Adam."""

import torch
from protocol import BATCH, CHANNELS, GAN_LATENT, SHAPES, arguments, batch, serve
from torch import nn
from torch.nn import functional as F

mode, workload, threads = arguments()
torch.set_num_threads(threads)
torch.manual_seed(1)
compiled = torch.compile if mode == "compile" else lambda function: function


def adam(module, *settings):
    return torch.optim.Adam(module.parameters(), *settings, fused=mode != "eager")


def minimize(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss


def vae_step(encoder, decoder, x):
    optimizer = adam(nn.ModuleList([encoder, decoder]), 1e-3)

    @compiled
    def loss(x):
        mean, log_variance = encoder(x).chunk(2, 1)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        reconstruction = F.binary_cross_entropy_with_logits(decoder(z), x, reduction="sum")
        divergence = -0.5 * torch.sum(1 + log_variance - mean**2 - log_variance.exp())
        return (reconstruction + divergence) / BATCH

    return lambda: minimize(optimizer, loss(x)).item()


def mlp_vae(x):
    encoder = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 40))
    decoder = nn.Sequential(nn.Linear(20, 256), nn.ReLU(), nn.Linear(256, 512), nn.ReLU(), nn.Linear(512, 784))
    return vae_step(encoder, decoder, x)


def conv_vae(x):
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
    return vae_step(encoder, decoder, x)


def dcgan(x):
    size, _, depth = SHAPES[workload]
    channels = CHANNELS[workload]
    small = size // 2 ** len(channels)
    features = small * small * channels[-1]
    down = [
        layer
        for inputs, outputs in zip((depth, *channels), channels)
        for layer in (nn.Conv2d(inputs, outputs, 4, 2, 1), nn.LeakyReLU(0.2))
    ]
    discriminator = nn.Sequential(*down, nn.Flatten(), nn.Linear(features, 1))
    widths = (*reversed(channels), depth)
    up = [
        layer
        for inputs, outputs in zip(widths, widths[1:])
        for layer in (nn.ReLU(), nn.ConvTranspose2d(inputs, outputs, 4, 2, 1))
    ]
    first = nn.Unflatten(1, (channels[-1], small, small))
    generator = nn.Sequential(nn.Linear(GAN_LATENT, features), first, *up, nn.Tanh())
    of_discriminator = adam(discriminator, 2e-4, (0.5, 0.999))
    of_generator = adam(generator, 2e-4, (0.5, 0.999))

    @compiled
    def discriminator_loss(x):
        with torch.no_grad():
            fake = generator(torch.randn(BATCH, GAN_LATENT))
        return F.softplus(-discriminator(x)).mean() + F.softplus(discriminator(fake)).mean()

    @compiled
    def generator_loss():
        return F.softplus(-discriminator(generator(torch.randn(BATCH, GAN_LATENT)))).mean()

    def step():
        minimize(of_discriminator, discriminator_loss(x)).item()
        discriminator.requires_grad_(False)  # the others do not compute these gradients either
        loss = minimize(of_generator, generator_loss())
        discriminator.requires_grad_(True)
        return loss.item()

    return step


x = torch.from_numpy(batch(workload))
if x.ndim == 4:
    x = x.permute(0, 3, 1, 2).contiguous()
make = {"mlp-vae": mlp_vae, "conv-vae": conv_vae, "dcgan-28": dcgan, "dcgan-64": dcgan}[workload]
serve(f"PyTorch {torch.__version__}", make(x))
