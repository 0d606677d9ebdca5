import {
  describe,
  GenlabError,
  type Model,
  type Phase,
  refuseUnknown,
  requireBooleans,
  requireCounts,
  requireMethods,
  requireRng,
  requireShares,
  withoutSchedules,
} from "@genlab/core";
import type { Transform } from "@genlab/optim";
import type { TrainerOptions } from "./trainer-options.js";

const OWNER = "Trainer";

/** @throws GenlabError for options that are none. */
export function requireTrainerOptions({
  optimizer,
  rng,
  average,
  gradientNorms,
  healthEvery,
  executor,
  accumulate,
}: TrainerOptions): void {
  if (typeof optimizer !== "object" || optimizer === null) requireTransform({ optimizer });
  requireRng(OWNER, rng);
  if (gradientNorms !== undefined) requireBooleans(OWNER, { gradientNorms });
  if (accumulate !== undefined) requireCounts(OWNER, { accumulate });
  if (healthEvery !== undefined && healthEvery !== Number.POSITIVE_INFINITY) requireCounts(OWNER, { healthEvery });
  if (executor !== undefined) {
    requireMethods(OWNER, { executor }, ["run", "pull", "push"], "new EagerExecutor()");
  }
  if (average === undefined) return;
  if (typeof average !== "object" || average === null) {
    throw new GenlabError(
      `\`average\` of ${OWNER} is ${describe(average)}. Expected an object such as { decay: 0.999 }, or none.`,
    );
  }
  const { decay, ...others } = average;
  refuseUnknown(`\`average\` of ${OWNER}`, others, { decay });
  requireShares(`\`average\` of ${OWNER}`, withoutSchedules({ decay }));
}

/**
 * A model's phases.
 *
 * @throws GenlabError for what has none, and for two of the same name.
 */
export function phasesOf(owner: string, model: Model): readonly Phase[] {
  requireMethods(owner, { model }, ["phases"], "createVae({ shape: [28, 28, 1], latent: 16 }, rng)");
  const phases = model.phases();
  if (!Array.isArray(phases) || phases.length === 0) {
    throw new GenlabError(`phases() of the model gives ${describe(phases)}. Expected an array of one phase at least.`);
  }
  const names = phases.map(({ name }) => name);
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) throw new GenlabError(`Two phases are named "${repeated}". Optimizers go by phase name.`);
  return phases;
}

/**
 * The transform of each phase, by name.
 *
 * @throws GenlabError for what is no transform, a phase without one, and a transform for a phase that there is not.
 */
export function transformsFor(
  phases: readonly Phase[],
  optimizer: TrainerOptions["optimizer"],
): (phase: string) => Transform {
  if (isTransform(optimizer)) return () => optimizer;
  const names = phases.map(({ name }) => name);
  const unknown = Object.keys(optimizer).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new GenlabError(`\`optimizer\` names the phase "${unknown}". The model's phases: ${names.join(", ")}.`);
  }
  return (phase) => {
    const transform = optimizer[phase];
    if (transform === undefined) {
      throw new GenlabError(
        `No optimizer for phase "${phase}". Add it to \`optimizer\`, or pass one transform for all phases.`,
      );
    }
    requireTransform({ [`optimizer.${phase}`]: transform });
    return transform;
  };
}

/** @throws GenlabError for what is no trainer. */
export function requireTrainer(owner: string, trainer: object): void {
  requireMethods(owner, { trainer }, ["update", "pull"], "new Trainer(model, { optimizer, rng })");
}

/** @throws GenlabError for what batches cannot be taken from one by one. */
export function requireBatches(owner: string, data: unknown): void {
  const given = Object(data) as object;
  if (typeof data === "object" && (Symbol.iterator in given || Symbol.asyncIterator in given)) return;
  throw new GenlabError(
    `The data of ${owner} are ${describe(data)}. Expected batches one by one: an array, or a generator that is called, such as batches(data, { batchSize, rng }).`,
  );
}

const requireTransform = (transforms: Readonly<Record<string, unknown>>): void =>
  requireMethods(OWNER, transforms, ["init", "update"], "adam({ learningRate: 1e-3 })");

const isTransform = (optimizer: TrainerOptions["optimizer"]): optimizer is Transform =>
  typeof Reflect.get(optimizer, "update") === "function";
