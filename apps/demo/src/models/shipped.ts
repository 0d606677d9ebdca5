import { readRun } from "../runs/read-run.js";
import type { Run } from "../runs/run.js";
import type { RunFaults } from "../runs/run-faults.js";
import { fetched } from "./fetched.js";

/** A model that comes with the page: a line of `models/index.json`. */
export interface ShippedModel {
  /** Its file is `ID.safetensors`, a picture of its samples `ID.png`. */
  readonly id: string;
  readonly bytes: number;
}

/** Where a file of a shipped model lies. */
export const shippedFile = (name: string): string => `models/${name}`;

export async function fetchIndex(): Promise<readonly ShippedModel[]> {
  return (await fetched(shippedFile("index.json"))).json();
}

export function fetchModel(id: string, faults: RunFaults): Promise<Run> {
  const path = `${id}.safetensors`;
  const read = async () => new Uint8Array(await (await fetched(shippedFile(path))).arrayBuffer());
  return readRun([{ path, read }], faults);
}
