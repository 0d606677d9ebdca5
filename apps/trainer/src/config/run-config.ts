import * as z from "zod";

const count = z.int().min(1);

/** Points to train on. Default 10 000. */
const points = count.exactOptional();

/** Of each mode. Default: that of `@genlab/data`. */
const deviation = z.number().gt(0).exactOptional();

const dataSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("digits") }),
  z.strictObject({
    type: z.literal("mnist"),
    /** The folder of the IDX files. Default: they are downloaded into the cache folder. */
    folder: z.string().min(1).exactOptional(),
  }),
  z.strictObject({
    type: z.literal("images"),
    /** Holds them, or a subfolder for each class; or the parts `train` and `val` or `test`. */
    folder: z.string().min(1),
    /** Pixels on a side. Default: 32, or less where all are squares of one smaller size. */
    size: count.exactOptional(),
    /** Default: 1 where all are grey, else 3. */
    channels: z.literal([1, 3]).exactOptional(),
    /** The images that are held out to test on, by their paths in the folder, with "/". Default: a tenth that is drawn, unless the folder has a part. */
    heldOut: z.array(z.string().min(1)).exactOptional(),
    /** How many were to train on then. */
    trainedOn: count.exactOptional(),
  }),
  z.strictObject({ type: z.literal("ring"), examples: points, standardDeviation: deviation }),
  z.strictObject({
    type: z.literal("grid"),
    examples: points,
    standardDeviation: deviation,
    /** Between neighbouring modes. Default 2. */
    spacing: z.number().gt(0).exactOptional(),
  }),
  z.strictObject({ type: z.enum(["swiss-roll", "moons"]), examples: points }),
  // what only a browser has: such a run can be looked at here, or trained on with other data
  z.strictObject({ type: z.literal("arrays"), shape: z.array(count).min(1) }),
  z.strictObject({
    type: z.literal("drawing"),
    strokes: z.string(),
    examples: count.exactOptional(),
    standardDeviation: z.number().gt(0).exactOptional(),
  }),
]);

/** One optimizer for all phases, or one for each by the phase's name. */
const optimizerSchema = z.looseObject({ type: z.string().exactOptional() }).superRefine((optimizer, context) => {
  if (optimizer.type !== undefined) return;
  const phases = Object.entries(optimizer).filter(([, one]) => isObject(one));
  const isByPhase = phases.length > 0 && phases.length === Object.keys(optimizer).length;
  const untyped = phases.filter(([, one]) => typeof (one as PartialConfig).type !== "string").map(([phase]) => [phase]);
  for (const path of isByPhase ? untyped : [[]]) {
    context.addIssue({ code: "invalid_type", expected: "string", path: [...path, "type"] });
  }
});

/** The engines that can be asked for. */
export const engines = ["auto", "tensorflow", "webgpu", "onnx", "wasm", "cpu"] as const;

/** ONNX Runtime's execution providers: NVIDIA's, Apple's, DirectX's. */
export const providers = ["cpu", "cuda", "coreml", "dml"] as const;

/** What a configuration file may say. `model` and `optimizer` are checked further by what they configure. */
export const runConfigSchema = z.strictObject({
  model: z.looseObject({ type: z.string() }),
  data: dataSchema,
  optimizer: optimizerSchema,
  /** Examples in a batch. */
  batchSize: count,
  /** What becomes of an incomplete last batch of an epoch. Evaluation is of the whole test part. */
  lastBatch: z.enum(["drop", "keep"]),
  /** Passes over the data. Either this or `steps` says when training ends. */
  epochs: count.exactOptional(),
  /** Updates. */
  steps: count.exactOptional(),
  seed: z.int().min(0),
  /** Keeps a moving average of the model, which is then what is evaluated and sampled. */
  average: z.strictObject({ decay: z.number().min(0).lt(1) }).exactOptional(),
  /** Logs the norm of every parameter's gradient. */
  gradientNorms: z.boolean(),
  /** Steps between two reports of the losses. */
  reportEvery: count,
  /** Epochs between two evaluations on the test part. There is always one at the end. */
  evaluateEvery: count,
  /** Steps between two checkpoints. Default: half a minute. */
  saveEvery: count.exactOptional(),
  engine: z.enum(engines),
  /** Threads of the engine "onnx", on whose number the last bits depend. Default: the number of cores, without the second threads of each where Linux tells. */
  threads: count.exactOptional(),
  /** What the engine "onnx" runs on. Default: the processor. */
  provider: z.enum(providers).exactOptional(),
});

/** All that a run is made from: with the same engine it gives the same numbers. */
export type RunConfig = z.infer<typeof runConfigSchema>;

export type DataConfig = RunConfig["data"];

/** A part of a configuration; objects in it may be parts themselves. It is checked when all parts are merged. */
export type PartialConfig = Readonly<Record<string, unknown>>;

/** What a run has when neither a preset, nor a file, nor an option says otherwise. */
export const defaults = {
  data: { type: "digits" },
  optimizer: { type: "adam", learningRate: 1e-3 },
  batchSize: 64,
  lastBatch: "drop",
  steps: 2000,
  seed: 0,
  gradientNorms: false,
  reportEvery: 10,
  evaluateEvery: 1,
  engine: "auto",
} satisfies PartialConfig;

export const isObject = (value: unknown): value is PartialConfig =>
  typeof value === "object" && value !== null && !Array.isArray(value);
