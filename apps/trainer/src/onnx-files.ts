import {
  canDecode,
  canEncode,
  canReconstruct,
  canSample,
  canScore,
  createContext,
  createRng,
  type Model,
} from "@genlab/core";
import { type Exported, exportOnnx } from "@genlab/onnx";
import { models, readSettings, type Settings } from "@genlab/zoo";
import { tidy, zeros } from "@tensorflow/tfjs-core";
import type { RunConfig } from "./config/run-config.js";
import { exampleShape } from "./data.js";
import { version } from "./version.js";

/**
 * What a trained model can do, as ONNX files by name: `encode.onnx` maps `x` to `z`, `decode.onnx` `z` to `x`, `sample.onnx` gives
 * `x`, `reconstruct.onnx` maps `x` to `reconstruction` and `score.onnx` to `score`. All take batches of any size; random draws are inputs.
 */
export function onnxFiles(model: Model, config: RunConfig): ReadonlyMap<string, Uint8Array> {
  const shape = exampleShape(config.data);
  const latent = latentShape(model, config);
  const metadata = {
    genlab: version,
    model: JSON.stringify(config.model),
    shape: JSON.stringify(shape),
    latent: JSON.stringify(latent),
  };
  const [x, z] = [{ x: { shape } }, { z: { shape: latent } }];
  const files = new Map<string, Uint8Array>();
  const add = (name: string, inputs: Readonly<Record<string, { shape: readonly number[] }>>, run: Exported) =>
    files.set(`${name}.onnx`, exportOnnx(run, { name, inputs, metadata, state: model }));
  if (canEncode(model)) add("encode", x, (given, context) => ({ z: model.encode(given.x!, context) }));
  if (canDecode(model)) add("decode", z, (given, context) => ({ x: model.decode(given.z!, context) }));
  if (canSample(model)) add("sample", {}, (_, context, count) => ({ x: model.sample(count, context) }));
  if (canReconstruct(model)) {
    add("reconstruct", x, (given, context) => ({ reconstruction: model.reconstruct(given.x!, context) }));
  }
  if (canScore(model)) add("score", x, (given, context) => ({ score: model.score(given.x!, context) }));
  return files;
}

/** The shape of one example's code. */
function latentShape(model: Model, config: RunConfig): readonly number[] {
  if (!canEncode(model)) return [latentSetting(config)];
  const context = createContext({ rng: createRng(0) });
  const [, ...latent] = tidy(() => model.encode(zeros([1, ...exampleShape(config.data)]), context).shape);
  return latent;
}

/** What the configuration, or else its recipe, says. */
function latentSetting({ model: { type, ...given } }: RunConfig): number {
  const [, recipe] = Object.entries(models).find(([name]) => name === type)!; // the model was made from it
  return Number(readSettings<Settings>(recipe.settings, given, `model "${type}"`).latent);
}
