// A decoder as an ONNX file, run by ONNX Runtime alone, and the same weights as PyTorch has them.

import { exportOnnx } from "@genlab/onnx";
import { createVae, digits, encodeWeights, fit, namedVariables, type Rng } from "genlab";
import * as ort from "onnxruntime-node";

const make = (rng: Rng) => createVae({ shape: [8, 8, 1], latent: 2, network: "dense", hidden: [64] }, rng);
const model = await fit(make, await digits({ part: "train" }), { steps: 200 });

const decoder = exportOnnx(({ z }, context) => ({ x: model.decode(z!, context) }), {
  name: "decode",
  inputs: { z: { shape: [2] } }, // of one example; a batch has any size
  state: model,
});
const session = await ort.InferenceSession.create(decoder); // or onnxruntime-web, Python, C++, …
const { x } = await session.run({ z: new ort.Tensor("float32", [0, 0, 1, -1], [2, 2]) });
console.log(x!.dims, `${decoder.length} bytes`); // [2, 8, 8, 1]

const weights = await encodeWeights(model, { layout: "pytorch" }); // torch: model.load_state_dict(safetensors.torch.load(weights))
console.log(`${weights.length} bytes of ${[...namedVariables(model).keys()].join(", ")}`);
