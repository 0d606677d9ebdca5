// Milliseconds a training step in ONNX Runtime, under several settings, in turns: node bench/compiled.mjs [--python PYTHON] [...]
import { parseArgs } from "node:util";
import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { Conv2d, ConvTranspose2d, flatten, Linear, leakyRelu, relu, reshapeTo, Sequential } from "@genlab/layers";
import { createOnnxExecutor } from "@genlab/onnx";
import { adam } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import { createVae } from "@genlab/vae";
import { add, env, mean, neg, setBackend, softplus, tanh } from "@tensorflow/tfjs-core";
import * as ort from "onnxruntime-node";

const { values: options } = parseArgs({
  options: {
    workloads: { type: "string", default: "mlp-vae,conv-vae,dcgan-28" },
    threads: { type: "string", default: "2" },
    turns: { type: "string", default: "5" },
    steps: { type: "string", default: "5" },
    // of all threads: what a busy machine leaves comparable
    "cpu-time": { type: "boolean", default: false },
    settings: { type: "string" },
  },
});
const batchSize = 128;

/** The same session options but one. */
const allSettings = {
  "as shipped": {},
  "no spinning": { extra: { session: { set_denormal_as_zero: "1", "session.intra_op.allow_spinning": "0" } } },
  "basic optimization": { graphOptimizationLevel: "basic" },
  "no optimization": { graphOptimizationLevel: "disabled" },
  "no memory pattern": { enableMemPattern: false },
};

const chosen = options.settings?.split(",") ?? Object.keys(allSettings);
const settings = Object.fromEntries(chosen.map((name) => [name, allSettings[name]]));

const dcgan = (size, channels, widths, rng) => {
  const small = size / 2 ** widths.length;
  const top = widths.at(-1);
  const down = widths.flatMap((outputs, i) => [
    new Conv2d({ inputs: widths[i - 1] ?? channels, outputs, kernel: 4, stride: 2 }, rng),
    leakyRelu(0.2),
  ]);
  const up = widths
    .toReversed()
    .flatMap((inputs, i, all) => [
      new ConvTranspose2d({ inputs, outputs: all[i + 1] ?? channels, kernel: 4, stride: 2 }, rng),
      i < all.length - 1 ? relu : tanh,
    ]);
  const discriminator = new Sequential([
    ...down,
    flatten,
    new Linear({ inputs: small * small * top, outputs: 1 }, rng),
  ]);
  const generator = new Sequential([
    new Linear({ inputs: 100, outputs: small * small * top }, rng),
    relu,
    reshapeTo([small, small, top]),
    ...up,
  ]);
  const fakes = (context) => generator.forward(context.rng.normal([batchSize, 100]), context);
  const score = (x, context) => discriminator.forward(x, context);
  return {
    generator,
    discriminator,
    phases: () => [
      {
        name: "discriminator",
        updates: discriminator,
        loss: ({ x }, context) => ({
          total: add(mean(softplus(neg(score(x, context)))), mean(softplus(score(fakes(context), context)))),
        }),
      },
      {
        name: "generator",
        updates: generator,
        loss: (_, context) => ({ total: mean(softplus(neg(score(fakes(context), context)))) }),
      },
    ],
  };
};

const workloads = {
  "mlp-vae": [[784], (rng) => createVae({ shape: [784], latent: 20, network: "dense", hidden: [512, 256] }, rng)],
  "conv-vae": [
    [28, 28, 1],
    (rng) => createVae({ shape: [28, 28, 1], latent: 16, network: "convolutional", channels: [32, 64] }, rng),
  ],
  "dcgan-28": [[28, 28, 1], (rng) => dcgan(28, 1, [64, 128], rng)],
  "dcgan-64": [[64, 64, 3], (rng) => dcgan(64, 3, [64, 128, 256, 512], rng)],
};

env().set("IS_TEST", true);
await setBackend("cpu");
console.log(`| ms a step, median (least) | ${Object.keys(settings).join(" | ")} |`);
console.log(
  `| --- | ${Object.keys(settings)
    .map(() => "---:")
    .join(" | ")} |`,
);
for (const name of options.workloads.split(",")) {
  const running = [];
  for (const changed of Object.values(settings)) running.push(await start(...workloads[name], changed));
  for (let turn = 0; turn < Number(options.turns); turn++) for (const each of running) await train(each);
  const cells = running.map(({ times }) => {
    const sorted = times.toSorted((a, b) => a - b);
    return `${sorted[sorted.length >> 1].toFixed(1)} (${sorted[0].toFixed(1)})`;
  });
  console.log(`| ${name} | ${cells.join(" | ")} |`);
  for (const { executor, trainer } of running) {
    await executor.dispose();
    trainer.dispose();
  }
}

async function start(shape, make, changed) {
  const InferenceSession = {
    create: (model, given) => ort.InferenceSession.create(model, { ...given, ...changed }),
  };
  const executor = await createOnnxExecutor({ ...ort, InferenceSession }, { threads: Number(options.threads) });
  const rng = createRng(1);
  const trainer = new Trainer(make(rng), { optimizer: adam({ learningRate: 1e-3 }), rng, executor });
  const data = new Float32Array(batchSize * shape.reduce((size, length) => size * length));
  rng.fork("data").fillUniform(data, 0, 1);
  const batch = { x: { data, shape: [batchSize, ...shape] } };
  for (let i = 0; i < 3; i++) await trainer.update(batch);
  return { trainer, executor, batch, times: [] };
}

async function train({ trainer, batch, times }) {
  for (let i = 0; i < Number(options.steps); i++) {
    const begin = now();
    for (const terms of (await trainer.update(batch)).values()) await terms.read();
    times.push(now() - begin);
  }
}

function now() {
  if (!options["cpu-time"]) return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
