import type { Diagnosis, HealthRecord } from "@genlab/trainers";
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
  /** The last measurement. */
  readonly health?: HealthRecord;
}

/** A part of a configuration with what it becomes; nothing where the remedy does not apply. */
export type Remedy = (of: Case) => PartialConfig | undefined;

/** The usual grid of rates: Goodfellow, Bengio and Courville, Deep Learning, 11.4.3, https://www.deeplearningbook.org/contents/guidelines.html */
const LOWER = 0.1;
/** About ten times what is usual: Stanford CS231n, https://cs231n.github.io/neural-networks-3/#ratio */
const LARGE_UPDATE = 0.01;

/** What the doctor may change of a run while it trains, by fault: those of its remedies that need no other network and no other loss. */
export const remedies: Readonly<Record<string, Remedy>> = {
  "not-finite": (of) => clipped(of) ?? withRates(of, LOWER),
  // where an optimizer divides by the size of gradients, the limit of their norm changes next to nothing
  "exploding-gradients": (of) => (dividesBySize(of) ? withRates(of, LOWER) : (clipped(of) ?? withRates(of, LOWER))),
  "output-stuck": (of) => (hasLargeUpdates(of) ? withRates(of, LOWER) : undefined),
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

function dividesBySize({ config: { optimizer }, diagnosis: { phase = "" } }: Case): boolean {
  const one = isOptimizer(optimizer) ? optimizer : optimizer[phase];
  return isObject(one) && one.type !== "sgd";
}

function hasLargeUpdates({ health }: Case): boolean {
  const layers = Object.values(health?.phases ?? {}).flatMap((phase) => Object.values(phase));
  return layers.some(({ dead, change, weight }) => dead !== undefined && change > LARGE_UPDATE * weight);
}
