import { canDecode, canDiscriminate, canEncode, canReconstruct, canSample, canScore, type Model } from "@genlab/core";
import { type Exported, type ExportOptions, exportOnnx } from "@genlab/onnx";
import type { RunConfig } from "../config/run-config.js";
import { exampleShape } from "../data/example-shape.js";
import { version } from "../version.js";
import { codeShape } from "./code-shape.js";

/** The bytes of a file, or why it cannot be made. */
export type OnnxFile = Uint8Array | Error;

/**
 * What a trained model can do, as ONNX files by name: `encode.onnx` maps `x` to `z`, `decode.onnx` `z` to `x`, `sample.onnx` gives
 * `x`, `reconstruct.onnx` maps `x` to `reconstruction`, `score.onnx` to `score` and `discriminate.onnx` to `logit`. All take batches of any
 * size, or of `batchSize`; random draws are inputs.
 */
export function onnxFiles(model: Model, config: RunConfig, batchSize?: number): ReadonlyMap<string, OnnxFile> {
  const shape = exampleShape(config.data);
  const latent = codeShape(model, shape);
  const metadata = {
    genlab: version,
    model: JSON.stringify(config.model),
    shape: JSON.stringify(shape),
    ...(latent && { latent: JSON.stringify(latent) }),
  };
  const x = { x: { shape } };
  const files = new Map<string, OnnxFile>();
  const add = (name: string, inputs: Readonly<Record<string, { shape: readonly number[] }>>, run: Exported) =>
    files.set(`${name}.onnx`, made(run, { name, inputs, metadata, state: model, ...(batchSize && { batchSize }) }));
  if (canEncode(model)) add("encode", x, (given, context) => ({ z: model.encode(given.x!, context) }));
  if (canDecode(model) && latent) {
    add("decode", { z: { shape: latent } }, (given, context) => ({ x: model.decode(given.z!, context) }));
  }
  if (canSample(model)) add("sample", {}, (_, context, count) => ({ x: model.sample(count, context) }));
  if (canReconstruct(model)) {
    add("reconstruct", x, (given, context) => ({ reconstruction: model.reconstruct(given.x!, context) }));
  }
  if (canScore(model)) add("score", x, (given, context) => ({ score: model.score(given.x!, context) }));
  if (canDiscriminate(model))
    add("discriminate", x, (given, context) => ({ logit: model.discriminate(given.x!, context) }));
  return files;
}

function made(run: Exported, options: ExportOptions): OnnxFile {
  try {
    return exportOnnx(run, options);
  } catch (error) {
    return error as Error;
  }
}
