import { type OptimizerConfiguration, optimizers, schedules } from "@genlab/zoo";
import { isObject, type PartialConfig } from "../config/run-config.js";

/** A number, or a schedule as JSON, times a factor: of a schedule where it starts, where it ends and what follows it. */
export function scaledRate(rate: unknown, factor: number): unknown {
  if (typeof rate === "number") return scaledNumber(rate, factor);
  if (!isObject(rate)) return rate;
  const { settings }: { readonly settings: Readonly<Record<string, { readonly default?: unknown }>> } =
    schedules[rate.type as keyof typeof schedules];
  const scaled = ["from", "to", "next"]
    .filter((key) => Object.hasOwn(settings, key))
    .map((key) => [key, scaledRate(rate[key] ?? settings[key]!.default, factor)] as const);
  return { ...rate, ...Object.fromEntries(scaled) };
}

/** An optimizer's configuration with its rate times a factor. */
export function withScaledRate(optimizer: PartialConfig, factor: number): PartialConfig {
  const { learningRate } = optimizers[optimizer.type as OptimizerConfiguration["type"]].settings;
  return { ...optimizer, learningRate: scaledRate(optimizer.learningRate ?? learningRate.default, factor) };
}

/** 0.0003, where the product is 0.00030000000000000003. */
const scaledNumber = (value: number, factor: number) => Number((value * factor).toPrecision(6));
