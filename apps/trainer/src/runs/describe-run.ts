import { basename } from "node:path";
import type { DataConfig } from "../config/run-config.js";
import type { Run } from "./create-run.js";

/** `vae (convolutional) on digits, 1150 steps, eager on wasm`. */
export function describeRun({ config, steps, trainer }: Run): string {
  const { type, network } = config.model;
  const of = typeof network === "string" ? `${type} (${network})` : type;
  return `${of} on ${nameOf(config.data)}, ${steps} steps, ${trainer.executor.name}`;
}

const nameOf = (data: DataConfig) => (data.type === "file" || data.type === "table" ? basename(data.path) : data.type);
