import { GenlabError } from "@genlab/core";
/** How a convolution treats edges: see each layer for the sizes that come out. */
export type Padding = "same" | "valid" | number;

/** Throws unless `padding` is one. */
export function requirePadding(padding: Padding, where: string): void {
  if (padding === "same" || padding === "valid" || (Number.isInteger(padding) && Number(padding) >= 0)) return;
  throw new GenlabError(`${where} is ${JSON.stringify(padding)}. Expected "same", "valid" or a non-negative integer.`);
}
