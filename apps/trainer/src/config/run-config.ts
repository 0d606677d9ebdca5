import * as z from "zod";
import { count, dataSchema } from "./data-schema.js";

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
export const engines = ["auto", "webgpu", "tensorflow", "tfjs-node", "onnx", "compiled", "wasm", "cpu"] as const;

export const precisions = ["float32", "bfloat16"] as const;

/** ONNX Runtime's execution providers: NVIDIA's, Apple's, DirectX's. */
export const providers = ["cpu", "cuda", "coreml", "dml"] as const;

/** What a configuration file may say. `model` and `optimizer` are checked further by what they configure. */
export const runConfigSchema = z.strictObject({
  model: z.looseObject({ type: z.string() }).describe("What is trained: a type, and any of its settings."),
  data: dataSchema.describe("What it is trained on, and how that is read."),
  optimizer: optimizerSchema.describe("One for all phases of the model, or one for each by the phase's name."),
  batchSize: count.describe("Examples in a batch."),
  lastBatch: z
    .enum(["drop", "keep"])
    .describe("What becomes of an incomplete last batch of an epoch. Evaluation is of the whole test part."),
  epochs: count.exactOptional().describe("Passes over the data. Either this or `steps` says when training ends."),
  steps: count.exactOptional().describe("Updates."),
  minutes: z
    .number()
    .gt(0)
    .exactOptional()
    .meta({
      description:
        "Minutes that it trains at a time; where they are over, it is saved, evaluated and drawn as at its end. Default: no limit.",
      examples: [20],
    }),
  seed: z.int().min(0).describe("What all random numbers follow from."),
  average: z
    .strictObject({ decay: z.number().min(0).lt(1) })
    .exactOptional()
    .meta({
      description: "Keeps a moving average of the model, which is then what is evaluated and sampled.",
      examples: [{ decay: 0.999 }],
    }),
  accumulate: count.exactOptional().meta({
    description: "Batches that an update takes, one after the other, as if they were one. Default 1.",
    examples: [4],
  }),
  from: z
    .strictObject({ run: z.string().min(1), parts: z.array(z.string().min(1)).min(1).exactOptional() })
    .exactOptional()
    .meta({
      description:
        "What the weights are at first: those of another run, by its folder or a checkpoint; all, or those of parts of the model.",
      examples: [{ run: "runs/small", parts: ["encoder"] }],
    }),
  freeze: z
    .array(z.string().min(1))
    .min(1)
    .exactOptional()
    .meta({
      description: 'Parts of the model that stay as they are, by their paths, such as "encoder".',
      examples: [["encoder"]],
    }),
  overfitBatch: z
    .boolean()
    .exactOptional()
    .describe("Trains on one batch again and again, and tests on it: a model that can learn at all comes to know it."),
  gradientNorms: z.boolean().describe("Logs the norm of every parameter's gradient."),
  reportEvery: count.describe("Steps between two reports of the losses."),
  healthEvery: z
    .int()
    .min(0)
    .exactOptional()
    .meta({
      description: "Reports between two measurements of gradient health. 0: none. Default 10.",
      examples: [10],
    }),
  evaluateEvery: count.describe("Epochs between two evaluations on the test part. There is always one at the end."),
  figures: z
    .strictObject({ every: count, samples: z.int().min(10).exactOptional() })
    .exactOptional()
    .meta({
      description:
        "Takes figures of samples, reconstructions and likelihood once in so many steps, of `samples` (500) of each, and at the end.",
      examples: [{ every: 1000 }],
    }),
  saveEvery: count
    .exactOptional()
    .meta({ description: "Steps between two checkpoints. Default: half a minute.", examples: [1000] }),
  keep: count.exactOptional().meta({
    description: "How many checkpoints stay, under the numbers of their steps. Default: the last and the one before.",
    examples: [3],
  }),
  waitWhenFull: z
    .number()
    .min(0)
    .exactOptional()
    .meta({ description: "Minutes that a run waits for space where the disk is full. Default 10.", examples: [10] }),
  auto: z
    .boolean()
    .exactOptional()
    .describe("Whether rates and weights are changed as the doctor advises while it trains; each change is noted."),
  picturesEvery: count
    .exactOptional()
    .meta({ description: "Steps between two pictures of what is learned. Default: one at the end.", examples: [500] }),
  best: z
    .strictObject({ of: z.string(), patience: count.exactOptional() })
    .exactOptional()
    .meta({
      description:
        'Keeps the checkpoint with the least test loss `of`, "vae.total" say, or the best figure, "figures.frechet" say, and ends after so many evaluations without a lesser one.',
      examples: [{ of: "vae.total", patience: 10 }],
    }),
  plateau: z
    .strictObject({
      of: z.string(),
      factor: z.number().gt(0).lt(1).exactOptional(),
      patience: count.exactOptional(),
      least: z.number().min(0).max(1).exactOptional(),
    })
    .exactOptional()
    .meta({
      description:
        "Multiplies learning rates by `factor` (0.5), not below the share `least` (0), after `patience` (3) evaluations without a lesser test loss `of`.",
      examples: [{ of: "vae.total" }],
    }),
  tensorboard: z.boolean().exactOptional().describe("Whether the run also logs for TensorBoard."),
  engine: z.enum(engines).describe("What computes. Default: the first that works here."),
  threads: count
    .exactOptional()
    .describe(
      'Threads of the engines "onnx" and "tensorflow", on whose number the last bits depend. Default: the number of cores, without the second threads of each where Linux tells.',
    ),
  precision: z
    .enum(precisions)
    .exactOptional()
    .describe(
      'What products and convolutions of the engine "tensorflow" are of: "bfloat16" is faster where the processor or GPU has instructions for it, and rounds to 8 binary digits. Default "float32".',
    ),
  provider: z.enum(providers).exactOptional().describe('What the engine "onnx" runs on. Default: the processor.'),
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

/** What a part of a configuration says that it is; empty where that is no text. */
export const typeOf = ({ type }: PartialConfig): string => (typeof type === "string" ? type : "");
