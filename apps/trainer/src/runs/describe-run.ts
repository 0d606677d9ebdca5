import type { Run } from "./create-run.js";

/** `vae (convolutional) on digits, 1150 steps, eager on wasm`. */
export function describeRun({ config, steps, trainer }: Run): string {
  const { type, network } = config.model;
  const of = typeof network === "string" ? `${type} (${network})` : type;
  return `${of} on ${config.data.type}, ${steps} steps, ${trainer.executor.name}`;
}
