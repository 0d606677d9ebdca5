import {
  createRng,
  disposeModule,
  type Executor,
  GenlabError,
  type Model,
  optionsOf,
  type Rng,
  refuseUnknown,
  requireCounts,
  requireFunctions,
  requireMethods,
} from "@genlab/core";
import { batches, type Dataset } from "@genlab/data";
import { adam, type Transform } from "@genlab/optim";
import { type PhaseLosses, Trainer, train } from "@genlab/trainers";
import {
  createModel,
  createOptimizers,
  type ModelConfiguration,
  models,
  type OptimizersConfiguration,
  originOf,
} from "@genlab/zoo";
import { chooseExecutor } from "./choose-executor.js";

export interface FitOptions {
  /** Updates. Default 2000. */
  readonly steps?: number;
  /** Examples in a batch. Default 64, or all where there are fewer. */
  readonly batchSize?: number;
  /** What all random numbers follow from. Default 0. */
  readonly seed?: number;
  /** One for all phases of the model, or one for each by the phase's name. Default: that of its recipe, where `createModel` made it, or else Adam, 1e-3. */
  readonly optimizer?: Transform | Readonly<Record<string, Transform>>;
  /** Hears of the losses, every `reportEvery` steps and at the last. */
  readonly onReport?: (report: { readonly step: number; readonly losses: PhaseLosses }) => void;
  /** Default 100. */
  readonly reportEvery?: number;
  /** What runs the steps; who made it disposes of it. Default: what `chooseExecutor` finds, with WebGPU for images alone. */
  readonly executor?: Executor;
}

type Given = Model | ModelConfiguration | ((rng: Rng) => Model);

/**
 * Trains a model by compiled steps: `fit({ type: "vae" }, await digits({ part: "train" }))`. A new one starts at the mean of the data.
 *
 * @param given `{ type, ...settings }`, of which `models` has the types, and whose model `saveModel` can save as it is; or what makes a model,
 * `(rng) => createVae({ shape: [8, 8, 1] }, rng)`; or a model, which is trained on as it is
 * @throws GenlabError for an unknown type, a setting or an option that is none, and data that the model is not for; NotFiniteError when a
 * reported loss is not finite.
 *
 * @example
 * ```ts
 * import { digits, fit } from "genlab";
 *
 * const model = await fit({ type: "vae", latent: 4, network: "dense" }, await digits({ part: "train" }), { steps: 20 });
 * console.log(model.phases().map(({ name }) => name)); // ["vae"]
 * ```
 */
export async function fit<M extends Model>(
  given: M | ((rng: Rng) => M),
  data: Dataset,
  options?: FitOptions,
): Promise<M>;
export async function fit(given: ModelConfiguration, data: Dataset, options?: FitOptions): Promise<Model>;
export async function fit(given: Given, data: Dataset, options: FitOptions = {}): Promise<Model> {
  requireMethods("fit", { data }, ["batch"], "fromArrays({ x }) or await digits()");
  if (data.length === 0) throw new GenlabError("The data of fit have no examples.");
  const { steps = 2000, seed = 0, reportEvery = 100, ...rest } = optionsOf("fit", options);
  const { onReport, optimizer, executor, ...others } = rest;
  const { batchSize = Math.min(64, data.length), ...unknown } = others;
  refuseUnknown("fit", unknown, { steps, batchSize, seed, optimizer, onReport, reportEvery, executor });
  requireCounts("fit", { steps, batchSize, reportEvery });
  if (onReport) requireFunctions("fit", { onReport }, "({ step, losses }) => console.log(step, losses)");
  const rng = createRng(seed);
  const model = modelOf(given, data, rng.fork("model"));
  const running = executor ?? (await chooseExecutor({ webgpu: data.shapes.x?.length === 3 }));
  const trainer = new Trainer(model, {
    optimizer: optimizer ?? optimizerOf(model),
    rng: rng.fork("training"),
    executor: running,
  });
  try {
    const drawn = batches(data, { batchSize, rng: rng.fork("data") });
    for await (const { step, losses } of train(trainer, drawn, { steps, reportEvery })) {
      if (losses) onReport?.({ step, losses });
    }
    await trainer.pull();
  } finally {
    disposeModule(trainer.state.optimizers);
    if (!executor) await running.dispose?.();
  }
  return model;
}

function modelOf(given: Given, data: Dataset, rng: Rng): Model {
  if (typeof given === "object" && given !== null && "phases" in given) return given;
  const shape = data.shapes.x;
  if (shape === undefined) throw new GenlabError("The data have no field `x`. Give examples as `fromArrays({ x })`.");
  const model =
    typeof given === "function" ? made(given, rng) : createModel(given, { shape, examples: data.length, rng });
  model.startAtMean?.(meanOf(data));
  return model;
}

function made(make: (rng: Rng) => Model, rng: Rng): Model {
  if (/^class\b/.test(Function.prototype.toString.call(make))) {
    throw new GenlabError(`${make.name} is a class. Give fit what makes a model: (rng) => new ${make.name}(…).`);
  }
  const model = make(rng);
  requireMethods("fit", { "what was made": model }, ["phases"], "createVae({ shape }, rng)");
  return model;
}

/** That of its recipe, or else one for each of its phases. */
function optimizerOf(model: Model): Transform | Readonly<Record<string, Transform>> {
  const origin = originOf(model);
  const recipe: { readonly optimizer?: OptimizersConfiguration } = origin ? models[origin.configuration.type] : {};
  const { optimizer } = recipe;
  return optimizer ? createOptimizers(optimizer) : adam({ learningRate: 1e-3 });
}

const EXAMPLES = 1000;

/** The mean of all values of `x`, over examples of the whole dataset. */
function meanOf(data: Dataset): number {
  const count = Math.min(EXAMPLES, data.length);
  const indices = Array.from({ length: count }, (_, i) => Math.floor((i * data.length) / count));
  const values = data.batch(indices).x!.data;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]);
    if (!Number.isFinite(value)) {
      const size = values.length / count;
      throw new GenlabError(
        `Field \`x\` has ${value} in example ${indices[Math.floor(i / size)]}, at place ${i % size} of its ${size} values. Leave such examples out, or fill in what is missing.`,
      );
    }
    sum += value;
  }
  return sum / values.length;
}
