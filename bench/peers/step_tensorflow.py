"""The workloads of bench/workloads.mjs in TensorFlow and Keras, a step as a `tf.function`: a graph, or compiled by XLA."""

import tensorflow as tf
from keras import Sequential, layers, optimizers
from protocol import BATCH, CHANNELS, GAN_LATENT, SHAPES, arguments, batch, serve

mode, workload, threads = arguments()
tf.config.threading.set_intra_op_parallelism_threads(threads)
tf.random.set_seed(1)
compiled = tf.function(jit_compile=mode == "xla")


def minimize(optimizer, tape, loss, variables):
    optimizer.apply(tape.gradient(loss, variables), variables)


def vae_step(encoder, decoder, x):
    variables = encoder.trainable_variables + decoder.trainable_variables
    optimizer = optimizers.Adam(1e-3, epsilon=1e-8)
    optimizer.build(variables)

    @compiled
    def step(x):
        with tf.GradientTape() as tape:
            mean, log_variance = tf.split(encoder(x), 2, 1)
            z = mean + tf.exp(0.5 * log_variance) * tf.random.normal(tf.shape(mean))
            reconstruction = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=decoder(z)))
            divergence = -0.5 * tf.reduce_sum(1 + log_variance - mean**2 - tf.exp(log_variance))
            loss = (reconstruction + divergence) / BATCH
        minimize(optimizer, tape, loss, variables)
        return loss

    return lambda: float(step(tf.convert_to_tensor(x)))


def mlp_vae(x):
    relu = lambda units: layers.Dense(units, "relu")
    encoder = Sequential([layers.Input((784,)), relu(512), relu(256), layers.Dense(40)])
    decoder = Sequential([layers.Input((20,)), relu(256), relu(512), layers.Dense(784)])
    return vae_step(encoder, decoder, x)


def conv_vae(x):
    down = lambda filters: layers.Conv2D(filters, 4, 2, "same", activation="relu")
    up = lambda filters, activation: layers.Conv2DTranspose(filters, 4, 2, "same", activation=activation)
    encoder = Sequential([layers.Input((28, 28, 1)), down(32), down(64), layers.Flatten(), layers.Dense(32)])
    small = [layers.Dense(3136, "relu"), layers.Reshape((7, 7, 64))]
    decoder = Sequential([layers.Input((16,)), *small, up(32, "relu"), up(1, None)])
    return vae_step(encoder, decoder, x)


def dcgan(x):
    size, _, depth = SHAPES[workload]
    channels = CHANNELS[workload]
    small = size // 2 ** len(channels)
    down = [
        layer
        for filters in channels
        for layer in (layers.Conv2D(filters, 4, 2, "same"), layers.LeakyReLU(negative_slope=0.2))
    ]
    discriminator = Sequential([layers.Input(SHAPES[workload]), *down, layers.Flatten(), layers.Dense(1)])
    up = [
        layer
        for filters in (*reversed(channels[:-1]), depth)
        for layer in (layers.ReLU(), layers.Conv2DTranspose(filters, 4, 2, "same"))
    ]
    first = [layers.Dense(small * small * channels[-1]), layers.Reshape((small, small, channels[-1]))]
    generator = Sequential([layers.Input((GAN_LATENT,)), *first, *up, layers.Activation("tanh")])
    models = discriminator, generator
    adams = [optimizers.Adam(2e-4, 0.5, epsilon=1e-8) for _ in models]
    for adam, model in zip(adams, models):
        adam.build(model.trainable_variables)
    fakes = lambda: generator(tf.random.normal((BATCH, GAN_LATENT)))
    cost = lambda logits: tf.reduce_mean(tf.nn.softplus(logits))

    @compiled
    def step(x):
        with tf.GradientTape() as tape:
            loss = cost(-discriminator(x)) + cost(discriminator(tf.stop_gradient(fakes())))
        minimize(adams[0], tape, loss, discriminator.trainable_variables)
        with tf.GradientTape() as tape:
            loss = cost(-discriminator(fakes()))
        minimize(adams[1], tape, loss, generator.trainable_variables)
        return loss

    return lambda: float(step(tf.convert_to_tensor(x)))


make = {"mlp-vae": mlp_vae, "conv-vae": conv_vae, "dcgan-28": dcgan, "dcgan-64": dcgan}[workload]
serve(f"TensorFlow {tf.__version__}", make(batch(workload)))
