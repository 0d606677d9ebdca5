import { type Context, describe, GenlabError, type Module, refuseUnknown, requireFunctions } from "@genlab/core";
import { type Draw, freeze, type Graph, type TensorType, trace, type Values } from "@genlab/graph";
import type { Tensor } from "@tensorflow/tfjs-core";
import { encodeModel } from "./encode-model.js";
import { lower } from "./lower.js";
import { prepare } from "./prepare.js";

export interface ExportOptions {
  /** What the graph in the file is called. */
  readonly name: string;
  /** The inputs' shapes, without the batch axis in front. */
  readonly inputs: Readonly<Record<string, ExportInput>>;
  /** A batch size for all runs. Default: any, as the dimension "batch". */
  readonly batchSize?: number;
  /** Texts by key, to be read back by whoever loads the file. Default: none. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The model, of which the variables' present values become constants of the file. */
  readonly state: Module;
}

export interface ExportInput {
  readonly shape: readonly number[];
  /** Default "float32". */
  readonly dtype?: TensorType["dtype"];
}

/**
 * What is exported: a function of batches, in evaluation mode, at step 0 of schedules. Random draws become inputs named `draw/N`, of
 * which the metadata tells the distribution. What needs the batch size as a number, such as `sample`, is given it.
 */
export type Exported = (
  inputs: Readonly<Record<string, Tensor>>,
  context: Context,
  batchSize: number,
) => Readonly<Record<string, Tensor>>;

/**
 * The bytes of an `.onnx` file (opset 18) that computes what a function of batches computes:
 * `exportOnnx(({ z }, context) => ({ x: model.decode(z!, context) }), { name: "decode", inputs: { z: { shape: [16] } }, state: model })`.
 *
 * @throws GenlabError when values, and not just shapes, depend on the size of the batch, and `batchSize` is not given;
 * when what is exported changes a variable; for options that it does not have.
 */
export function exportOnnx(run: Exported, options: ExportOptions): Uint8Array<ArrayBuffer> {
  requireFunctions("exportOnnx", { run }, "({ z }, context) => ({ x: model.decode(z, context) })");
  requireOptions(options);
  const { batchSize } = options;
  if (batchSize !== undefined) {
    if (!(Number.isSafeInteger(batchSize) && batchSize > 0)) {
      throw new GenlabError(`batchSize is ${batchSize}; expected a positive integer.`);
    }
    const { graph, metadata } = tracedFor(run, options, batchSize);
    return encodeModel({ graph: lower(graph), metadata });
  }
  const [size, twinSize] = TWIN_SIZES;
  const { graph, metadata } = tracedFor(run, options, size);
  const { graph: twin } = tracedFor(run, options, twinSize);
  return encodeModel({ graph: lower(graph, { size, twin, twinSize }), metadata });
}

function requireOptions(options: ExportOptions): void {
  const { name, inputs, batchSize, metadata = {}, state, ...others } = options ?? {};
  refuseUnknown("exportOnnx", others, { name, inputs, batchSize, metadata, state });
  if (typeof name !== "string") throw new GenlabError(`\`name\` of exportOnnx is ${describe(name)}. Expected a text.`);
  if (typeof inputs !== "object" || inputs === null) {
    throw new GenlabError(
      `\`inputs\` of exportOnnx is ${describe(inputs)}. Expected shapes by name, such as { z: { shape: [16] } }.`,
    );
  }
  for (const [input, given] of Object.entries(inputs)) {
    const { shape, dtype, ...rest } = given ?? {};
    refuseUnknown(`The input "${input}" of exportOnnx`, rest, { shape, dtype });
    if (Array.isArray(shape)) continue;
    throw new GenlabError(
      `The shape of the input "${input}" is ${describe(shape)}. Expected sizes without the batch, such as [16].`,
    );
  }
  if (typeof metadata === "object" && metadata && Object.values(metadata).every((text) => typeof text === "string"))
    return;
  throw new GenlabError(`\`metadata\` of exportOnnx is ${describe(metadata)}. Expected texts by key.`);
}

/** Two sizes that no other length is likely to be: what differs between their graphs grows with the batch. */
const TWIN_SIZES = [1009, 1013] as const;

function tracedFor(
  run: Exported,
  { name, inputs, state, metadata }: ExportOptions,
  batchSize: number,
): { readonly graph: Graph; readonly metadata: Readonly<Record<string, string>> } {
  const types = Object.entries(inputs).map(([key, { shape, dtype = "float32" }]): [string, TensorType] => [
    key,
    { shape: [batchSize, ...shape], dtype },
  ]);
  const { graph, variables, schedules, draws } = trace((given, context) => run(given, context, batchSize), {
    name,
    inputs: Object.fromEntries(types),
    state,
  });
  if (graph.outputs.length === 0)
    throw new GenlabError(`"${name}" gives no tensor. Return what is to be exported, by name.`);
  const assigned = graph.outputs.find((output) => output.name.startsWith("next/"));
  if (assigned) {
    throw new GenlabError(
      `"${name}" assigns ${assigned.name.slice("next/".length)}. What is exported changes nothing.`,
    );
  }
  const values = new Map<string, Values>();
  for (const [path, variable] of variables) values.set(`state/${path}`, variable.dataSync() as Values);
  for (const [input, schedule] of schedules) values.set(input, Float32Array.of(schedule(0)));
  const distributions = draws.draws.map((draw) => [draw.name, distributionOf(draw)]);
  return { graph: prepare(freeze(graph, values)), metadata: { ...metadata, ...Object.fromEntries(distributions) } };
}

const distributionOf = ({ distribution, min, max }: Draw): string =>
  distribution === "normal" ? "N(0, 1)" : `uniform [${min}, ${max})`;
