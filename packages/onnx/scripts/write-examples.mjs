// Writes .onnx files to check with check.py: node scripts/write-examples.mjs FOLDER

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { createRng, gradients, namedParameters } from "@genlab/core";
import { trace } from "@genlab/graph";
import { encodeModel, exportOnnx, lower, prepare } from "@genlab/onnx";
import { adam, Optimizer } from "@genlab/optim";
import { createModel } from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";

const [folder = "."] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
await setBackend("cpu");

for (const network of ["dense", "convolutional"]) {
  const model = createModel({ type: "vae", latent: 4, network }, { shape: [28, 28, 1], rng: createRng(0) });
  const image = { x: { shape: [28, 28, 1] } };
  const write = (name, bytes) => writeFile(join(folder, `vae-${network}-${name}.onnx`), bytes);
  const of = (name, inputs) => ({ name, inputs, state: model, metadata: { model: "vae" } });
  await write(
    "encode",
    exportOnnx(({ x }, context) => ({ z: model.encode(x, context) }), of("encode", image)),
  );
  await write(
    "decode",
    exportOnnx(({ z }, context) => ({ x: model.decode(z, context) }), of("decode", { z: { shape: [4] } })),
  );
  await write(
    "sample",
    exportOnnx((_, context, count) => ({ x: model.sample(count, context) }), of("sample", {})),
  );

  const [phase] = model.phases();
  const parameters = namedParameters(model);
  const optimizer = new Optimizer(adam({ learningRate: 1e-3 }), parameters);
  const { graph } = trace(
    (batch, context) => {
      const result = gradients(parameters, () => phase.loss(batch, context));
      optimizer.apply(result.gradients, context);
      return { total: result.losses.total };
    },
    {
      name: "step",
      inputs: { x: { shape: [8, 28, 28, 1], dtype: "float32" } },
      state: { model, optimizer: optimizer.state },
      training: true,
    },
  );
  await write("step", encodeModel({ graph: lower(prepare(graph)), metadata: {} }));
}
