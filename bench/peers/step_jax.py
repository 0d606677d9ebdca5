"""The workloads of bench/workloads.mjs in JAX, a step as one `jit`. Layers and Adam by hand: JAX has none."""

from functools import partial

import jax
import numpy as np
from jax import lax, nn, random
from jax import numpy as jnp
from protocol import BATCH, CHANNELS, GAN_LATENT, SHAPES, arguments, batch, serve

_, workload, _ = arguments()  # XLA has a thread for every core
numbers = np.random.default_rng(1)
images = {"padding": "SAME", "dimension_numbers": ("NHWC", "HWIO", "NHWC")}


def parameters(*shape):
    """A weight and a bias, as PyTorch starts them."""
    bound = 1 / np.sqrt(np.prod(shape[:-1]))
    draw = lambda size: jnp.asarray(numbers.uniform(-bound, bound, size), jnp.float32)
    return draw(shape), draw(shape[-1:])


def linear(layer, x):
    return x @ layer[0] + layer[1]


def conv(layer, x):
    return lax.conv_general_dilated(x, layer[0], (2, 2), **images) + layer[1]


def conv_transpose(layer, x):
    return lax.conv_transpose(x, layer[0], (2, 2), **images) + layer[1]


def flatten(x):
    return x.reshape(BATCH, -1)


def adam(state, gradient, rate, beta1, step):
    def update(weight, first, second, slope):
        first = beta1 * first + (1 - beta1) * slope
        second = 0.999 * second + 0.001 * slope**2
        size = jnp.sqrt(second / (1 - 0.999**step)) + 1e-8
        return weight - rate / (1 - beta1**step) * first / size, first, second

    weights, structure = jax.tree.flatten(state[0])
    rest = [jax.tree.leaves(tree) for tree in (*state[1:], gradient)]
    updated = [update(*each) for each in zip(weights, *rest)]
    return [jax.tree.unflatten(structure, column) for column in zip(*updated)]


def start(weights):
    # one for each: buffers that are given away to a step may not be shared
    return [weights, jax.tree.map(jnp.zeros_like, weights), jax.tree.map(jnp.zeros_like, weights)]


def stepper(advance, states, x):
    """`advance` makes new states of the old ones, and the loss."""

    @partial(jax.jit, donate_argnums=0)
    def compiled(run, x):
        states, key, count = run
        key, drawn = random.split(key)
        states, loss = advance(states, x, drawn, count + 1.0)
        return (states, key, count + 1), loss

    run = (states, random.key(1), jnp.float32(0))

    def step():
        nonlocal run
        run, loss = compiled(run, x)
        return float(loss)

    return step


def vae_step(encode, decode, weights, x):
    def loss(weights, x, key):
        mean, log_variance = jnp.split(encode(weights, x), 2, 1)
        z = mean + jnp.exp(0.5 * log_variance) * random.normal(key, mean.shape)
        logits = decode(weights, z)
        reconstruction = jnp.sum(nn.softplus(logits) - x * logits)
        divergence = -0.5 * jnp.sum(1 + log_variance - mean**2 - jnp.exp(log_variance))
        return (reconstruction + divergence) / BATCH

    def advance(state, x, key, count):
        value, gradient = jax.value_and_grad(loss)(state[0], x, key)
        return adam(state, gradient, 1e-3, 0.9, count), value

    return stepper(advance, start(weights), x)


def mlp_vae(x):
    sizes = [(784, 512), (512, 256), (256, 40), (20, 256), (256, 512), (512, 784)]

    def through(layers, x):
        for layer in layers[:-1]:
            x = nn.relu(linear(layer, x))
        return linear(layers[-1], x)

    weights = [parameters(*size) for size in sizes]
    return vae_step(lambda w, x: through(w[:3], x), lambda w, z: through(w[3:], z), weights, x)


def conv_vae(x):
    sizes = [(4, 4, 1, 32), (4, 4, 32, 64), (3136, 32), (16, 3136), (4, 4, 64, 32), (4, 4, 32, 1)]

    def encode(w, x):
        return linear(w[2], flatten(nn.relu(conv(w[1], nn.relu(conv(w[0], x))))))

    def decode(w, z):
        small = nn.relu(linear(w[3], z)).reshape(BATCH, 7, 7, 64)
        return conv_transpose(w[5], nn.relu(conv_transpose(w[4], small)))

    return vae_step(encode, decode, [parameters(*size) for size in sizes], x)


def dcgan(x):
    size, _, depth = SHAPES[workload]
    channels = CHANNELS[workload]
    small = size // 2 ** len(channels)
    features = small * small * channels[-1]
    down = [parameters(4, 4, *sizes) for sizes in zip((depth, *channels), channels)]
    widths = (*reversed(channels), depth)
    up = [parameters(4, 4, *sizes) for sizes in zip(widths, widths[1:])]

    def discriminate(weights, x):
        *down, last = weights
        for layer in down:
            x = nn.leaky_relu(conv(layer, x), 0.2)
        return linear(last, flatten(x))

    def generate(weights, key):
        first, *up = weights
        x = linear(first, random.normal(key, (BATCH, GAN_LATENT))).reshape(BATCH, small, small, channels[-1])
        for layer in up:
            x = conv_transpose(layer, nn.relu(x))
        return jnp.tanh(x)

    def discriminator_loss(weights, x, fake):
        return jnp.mean(nn.softplus(-discriminate(weights, x))) + jnp.mean(nn.softplus(discriminate(weights, fake)))

    def generator_loss(weights, discriminator, key):
        return jnp.mean(nn.softplus(-discriminate(discriminator, generate(weights, key))))

    def advance(states, x, key, count):
        discriminator, generator = states
        keys = random.split(key)
        gradient = jax.grad(discriminator_loss)(discriminator[0], x, generate(generator[0], keys[0]))
        discriminator = adam(discriminator, gradient, 2e-4, 0.5, count)
        loss, gradient = jax.value_and_grad(generator_loss)(generator[0], discriminator[0], keys[1])
        return (discriminator, adam(generator, gradient, 2e-4, 0.5, count)), loss

    discriminator = start([*down, parameters(features, 1)])
    return stepper(advance, (discriminator, start([parameters(GAN_LATENT, features), *up])), x)


make = {"mlp-vae": mlp_vae, "conv-vae": conv_vae, "dcgan-28": dcgan, "dcgan-64": dcgan}[workload]
serve(f"JAX {jax.__version__}", make(batch(workload)))
