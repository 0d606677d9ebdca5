import type { Diagnosis, HealthRecord } from "@genlab/trainers";
import { type OptimizerConfiguration, optimizers } from "@genlab/zoo";
import { isOptimizer } from "../config/merge.js";
import { isObject, type PartialConfig, type RunConfig } from "../config/run-config.js";
import { settingsOf } from "../config/settings-of.js";
import { mayChange } from "../resuming/may-change.js";
import { scaledRate, withScaledRate } from "./scaled-rate.js";

/** What is known where a fault was found. */
export interface Case {
  readonly config: RunConfig;
  readonly diagnosis: Pick<Diagnosis, "name" | "phase">;
  /** All of the model, by name: of those in the last measurement some may have been idle. */
  readonly phases: readonly string[];
  /** What was measured since the last change. */
  readonly health: readonly HealthRecord[];
}

/** A part of a configuration with what it becomes; nothing where the remedy does not apply. */
export type Remedy = (of: Case) => PartialConfig | undefined;

/** The usual grid of rates: Goodfellow, Bengio and Courville, Deep Learning, 11.4.3, https://www.deeplearningbook.org/contents/guidelines.html */
const LOWER = 0.1;
/** About ten times what is usual: Stanford CS231n, https://cs231n.github.io/neural-networks-3/#ratio */
const LARGE_UPDATE = 0.01;

/** Times the optimizer's default. */
const LARGE_RATE = 10;

/** What the doctor may change of a run while it trains, by fault: those of its remedies that need no other network and no other loss. */
export const remedies: Readonly<Record<string, Remedy>> = {
  "not-finite": (of) => clipped(of) ?? withRates(of, LOWER),
  // where an optimizer divides by the size of gradients, the limit of their norm changes next to nothing
  "exploding-gradients": (of) => (dividesBySize(of) ? slowed(of) : (clipped(of) ?? withRates(of, LOWER))),
  "output-stuck": (of) => slowed(of),
  "posterior-collapse": ({ config }) => withModel(config, "beta", (beta) => scaledRate(beta, LOWER)),
  "dead-codes": ({ config }) =>
    withModel(config, "restartBelow", (count, byDefault) => (count === 0 ? byDefault : count)),
};

function withModel(
  config: RunConfig,
  key: string,
  change: (value: unknown, byDefault: unknown) => unknown,
): PartialConfig | undefined {
  const { model } = config;
  if (!mayChange(["model", key], config)) return undefined;
  const { default: byDefault } = settingsOf(model)[key]!;
  const before = model[key] ?? byDefault;
  if (typeof before !== "number" && !isObject(before)) return undefined; // "auto", say
  const after = change(before, byDefault);
  return after === before ? undefined : { ...config, model: { ...model, [key]: after } };
}

const withRates = (of: Case, factor: number) => withOptimizers(of, (optimizer) => withScaledRate(optimizer, factor));

/** Where updates are small, a lower rate would but make the fault last. */
const slowed = (of: Case) => (hasLargeUpdates(of) || hasLargeRate(of) ? withRates(of, LOWER) : undefined);

const clipped = (of: Case) =>
  withOptimizers(of, (optimizer) => (optimizer.clipNorm ? optimizer : { ...optimizer, clipNorm: 1 }));

/** Changes the optimizer of the phase that the fault is in; all of them, where it is in none. */
function withOptimizers(
  { config, diagnosis: { phase }, phases }: Case,
  change: (optimizer: PartialConfig) => PartialConfig,
): PartialConfig | undefined {
  const { optimizer } = config;
  const isShared = isOptimizer(optimizer);
  if (isShared && (phase === undefined || phases.length < 2)) return changed(config, change(optimizer));
  const all = isShared ? Object.fromEntries(phases.map((name) => [name, optimizer])) : optimizer;
  const own = Object.entries(all).map(([name, one]) => [
    name,
    isObject(one) && (phase === undefined || name === phase) ? change(one) : one,
  ]);
  return changed(config, Object.fromEntries(own));
}

const changed = (config: RunConfig, optimizer: PartialConfig) =>
  JSON.stringify(optimizer) === JSON.stringify(config.optimizer) ? undefined : { ...config, optimizer };

function dividesBySize(of: Case): boolean {
  const optimizers = optimizersOf(of);
  return optimizers.length > 0 && optimizers.every(({ type }) => type !== "sgd");
}

/** That of the phase that the fault is in; all of them, where it is in none. */
function optimizersOf({ config: { optimizer }, diagnosis: { phase } }: Case): readonly PartialConfig[] {
  if (isOptimizer(optimizer)) return [optimizer];
  return (phase === undefined ? Object.values(optimizer) : [optimizer[phase]]).filter(isObject);
}

/** Such a rate can have flung weights so far in the first steps that nothing moves them by the first measurement. */
function hasLargeRate(of: Case): boolean {
  return optimizersOf(of).some((optimizer) => {
    const { learningRate } = optimizers[optimizer.type as OptimizerConfiguration["type"]].settings;
    const usual = learningRate.default;
    return (
      typeof optimizer.learningRate === "number" &&
      typeof usual === "number" &&
      optimizer.learningRate > LARGE_RATE * usual
    );
  });
}

/** In the phase that the fault is in, at any time: once weights have grown large, updates are small beside them. */
function hasLargeUpdates({ health, diagnosis: { phase } }: Case): boolean {
  const measured = health.flatMap(({ phases = {} }) => Object.entries(phases));
  const layers = measured.flatMap(([name, layers]) =>
    phase === undefined || name === phase ? Object.values(layers) : [],
  );
  return layers.some(({ dead, change, weight }) => dead !== undefined && change > LARGE_UPDATE * weight);
}
