import { createRequire } from "node:module";
import { GenlabError } from "@genlab/core";
import { toInstall } from "../terminal/caller.js";

const require = createRequire(import.meta.url);

/** Imports a package that may not be installed: by a variable, so that neither tsc nor a bundler looks for it. */
export const optional = (name: string): Promise<unknown> => import(name);

/** @throws GenlabError that says how to have a package, with those that it needs or is better with, where it is not installed. */
export function requireInstalled(name: string, ...others: readonly string[]): void {
  if (isInstalled(name)) return;
  throw new GenlabError(`package ${name} not installed; to have it: ${toInstall(name, ...others)}`);
}

export function isInstalled(name: string): boolean {
  try {
    return require.resolve(name) !== "";
  } catch {
    return false;
  }
}
