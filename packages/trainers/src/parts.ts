import { describe, GenlabError, type Module, namedVariables, suggestion } from "@genlab/core";

/** Whether a path leads into a part of a model, or is it: `encoder.layers.0.weight` into `encoder`. */
export const isIn = (path: string, part: string): boolean => path === part || path.startsWith(`${part}.`);

export const withoutParts = <T>(named: ReadonlyMap<string, T>, parts: readonly string[]): Map<string, T> =>
  new Map([...named].filter(([path]) => !parts.some((part) => isIn(path, part))));

/** @throws GenlabError for what is no list of paths, and for a path that leads to no variable of the model. */
export function requireParts(parts: readonly string[], model: Module): void {
  if (!Array.isArray(parts)) {
    throw new GenlabError(`The parts are ${describe(parts)}. Expected a list of paths, such as ["encoder"].`);
  }
  const paths = [...namedVariables(model).keys()];
  for (const part of parts) {
    if (paths.some((path) => isIn(path, part))) continue;
    const known = [...new Set(paths.map((path) => path.split(".")[0]!))];
    throw new GenlabError(`The model has no part ${describe(part)}. ${suggestion(`${part}`, known, "parts")}`);
  }
}
