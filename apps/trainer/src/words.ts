import type { PhaseLosses } from "@genlab/trainers";
import type { Run } from "./run.js";

/** `loss 23.41  reconstruction 20.10  kl 3.31`; with several phases, `discriminator.loss 1.39 …`. */
export function describeLosses(losses: PhaseLosses): string {
  const isSingle = Object.keys(losses).length === 1;
  return Object.entries(losses)
    .flatMap(([phase, terms]) =>
      Object.entries(terms)
        .filter(([term]) => !term.startsWith("gradient/")) // dozens; the log has them
        .map(([term, value]) => `${isSingle ? "" : `${phase}.`}${term === "total" ? "loss" : term} ${short(value)}`),
    )
    .join("  ");
}

const short = (value: number) => (Math.abs(value) < 1e4 ? value.toPrecision(5) : value.toExponential(2));

/** `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function describeSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** `vae on digits, 1150 steps on wasm`. */
export const describeConfig = ({ config, steps }: Run): string =>
  `${config.model.type} on ${config.data.type}, ${steps} steps on ${config.engine}`;
