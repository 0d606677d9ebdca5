import {
  describe,
  GenlabError,
  type NdArray,
  optionsOf,
  refuseUnknown,
  requireBooleans,
  requireCounts,
  requireOneOf,
  sizeOf,
} from "@genlab/core";
import type { Ort, OrtSession } from "../ort.js";
import { type ChannelOrder, type NetworkInput, networkInput } from "./network-input.js";
import { toNetwork } from "./to-network.js";

export interface OnnxFeaturesOptions {
  /** The output that holds the features. Default: the network's first. */
  readonly output?: string;
  /** Height and width that images are resized to. Default: the network's, or where it leaves them open, the images' own. */
  readonly size?: readonly [number, number];
  /** Whether images that are made smaller are smoothed first, as PIL does; PyTorch's `interpolate` does not by itself. Default true. */
  readonly antialias?: boolean;
  /** Subtracted from pixels in [0, 1], for all channels or for each. Default 0. */
  readonly mean?: number | readonly number[];
  /** What pixels are divided by then, for all channels or for each. Default 1. */
  readonly deviation?: number | readonly number[];
  /** Where the network's channels are: default as its input says, by a length of 1, 3 or 4. */
  readonly channels?: ChannelOrder;
  /** Images that go through the network at once, where it does not say. Default 32. */
  readonly batchSize?: number;
  /** Threads of an operation. Default: what ONNX Runtime chooses, the number of cores. */
  readonly threads?: number;
}

export interface OnnxFeatures {
  /**
   * Features `[count, features]` of images `[count, height, width, channels]` in [0, 1], as float32. What of a drawn image is a little outside
   * is taken as it is. What follows the output's first
   * dimension is one row. Grey images are repeated where the network takes three channels.
   *
   * @throws GenlabError for what are no such images, and for an output that is not one of each.
   */
  of(images: NdArray): Promise<NdArray>;
  /** Frees the network. */
  dispose(): Promise<void>;
}

/**
 * The features that a network in an `.onnx` file sees in images, for `frechetDistance`, `kernelDistance` and others of `@genlab/metrics`:
 * `await createOnnxFeatures(await import("onnxruntime-node"), bytes)`. Images are resized bilinearly, with the centres of pixels at halves,
 * and then `(x − mean) / deviation`.
 *
 * Numbers are Fréchet Inception distances only with the network and the resizing that others took; give both with them. pytorch-fid takes
 * InceptionV3's last pooling at 299×299, with `antialias: false`, `mean: 0.5` and `deviation: 0.5`.
 *
 * @throws GenlabError for bytes that are no network of ONNX Runtime's, that does not take one batch of images, or has no such output; for
 * options that it does not have or that are out of range.
 */
export async function createOnnxFeatures(
  ort: Ort,
  network: Uint8Array,
  options: OnnxFeaturesOptions = {},
): Promise<OnnxFeatures> {
  const where = "createOnnxFeatures";
  const { output, size, antialias = true, mean = 0, deviation = 1, channels, ...rest } = optionsOf(where, options);
  const { batchSize = 32, threads, ...others } = rest;
  refuseUnknown(where, others, { output, size, antialias, mean, deviation, channels, batchSize, threads });
  requireBooleans(where, { antialias });
  requireCounts(where, { batchSize, threads: threads ?? 1 });
  if (size !== undefined) requireCounts(where, { "size[0]": size[0], "size[1]": size[1] });
  if (channels !== undefined) requireOneOf(where, { channels }, ["first", "last"]);
  if (typeof ort?.InferenceSession?.create !== "function") {
    throw new GenlabError(`${where} got ${describe(ort)}. Expected ONNX Runtime: the module onnxruntime-node, say.`);
  }
  if (!(network instanceof Uint8Array)) {
    throw new GenlabError(`${where}: \`network\` is ${describe(network)}. Expected the bytes of an .onnx file.`);
  }
  const session = await ort.InferenceSession.create(network, {
    logSeverityLevel: 3,
    ...(threads !== undefined && { intraOpNumThreads: threads }),
  }).catch((cause: Error) => {
    throw new GenlabError(
      `${where}: ONNX Runtime cannot read the network (${cause.message}). Give the bytes of an .onnx file that holds its weights too.`,
      { cause },
    );
  });
  try {
    const input = networkInput(session, where, channels);
    const name = outputOf(session, where, output);
    const prepare = toNetwork(input, { size, antialias, mean, deviation });
    return {
      of: (images) => featuresOf(images, { ort, session, input, name, prepare, batchSize }),
      dispose: () => session.release(),
    };
  } catch (error) {
    await session.release();
    throw error;
  }
}

function outputOf({ outputMetadata = [] }: OrtSession, where: string, output: string | undefined): string {
  const names = outputMetadata.map(({ name }) => name);
  const name = output ?? names[0];
  if (name !== undefined && names.includes(name)) return name;
  throw new GenlabError(
    `${where}: the network has no output "${name}". It has ${names.map((each) => `"${each}"`).join(", ")}.`,
  );
}

/** What a model draws may pass 1; bytes and pixels in the network's own scale pass it further. */
const BRIGHTEST = 2;

interface Parts {
  readonly ort: Ort;
  readonly session: OrtSession;
  readonly input: NetworkInput;
  /** The output. */
  readonly name: string;
  readonly prepare: (images: NdArray) => { readonly data: Float32Array; readonly shape: readonly number[] };
  readonly batchSize: number;
}

async function featuresOf(images: NdArray, { ort, session, input, name, prepare, batchSize }: Parts): Promise<NdArray> {
  const [count = 0, ...shape] = images?.shape ?? [];
  if (shape.length !== 3 || count < 1 || images.data.length !== sizeOf(images.shape)) {
    throw new GenlabError(
      `OnnxFeatures got images of [${[count, ...shape].join(", ")}]. Expected [count, height, width, channels], and a value for each place.`,
    );
  }
  const bright = Array.prototype.findIndex.call(images.data, (value: number) => value > BRIGHTEST);
  if (bright >= 0) {
    throw new GenlabError(
      `OnnxFeatures got images that hold ${images.data[bright]} at place ${bright}. Expected pixels in [0, 1]: divide bytes by 255.`,
    );
  }
  const most = input.batch ?? batchSize;
  const size = sizeOf(shape);
  let features: Float32Array | undefined;
  for (let start = 0; start < count; start += most) {
    const taken = Math.min(most, count - start);
    const data = new Float32Array((input.batch ?? taken) * size); // a batch of fixed size is filled up with black
    for (let i = 0; i < taken * size; i++) data[i] = images.data[start * size + i]!;
    const batch = prepare({ data, shape: [data.length / size, ...shape] });
    const results = await session.run(
      { [input.name]: new ort.Tensor("float32", batch.data, batch.shape) },
      { [name]: null },
    );
    const { data: values, dims, type } = results[name]!;
    if (type !== "float32" || dims.length < 2 || dims[0] !== batch.shape[0]) {
      throw new GenlabError(
        `OnnxFeatures: the output "${name}" of the network is ${type} [${dims.join(", ")}] for ${batch.shape[0]} images. Expected float32 [${batch.shape[0]}, features].`,
      );
    }
    const width = sizeOf(dims.slice(1));
    features ??= new Float32Array(count * width);
    features.set((values as Float32Array).subarray(0, taken * width), start * width);
  }
  return { data: features!, shape: [count, features!.length / count] };
}
