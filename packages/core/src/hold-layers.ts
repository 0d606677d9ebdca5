import { refuseUnknown } from "@genlab/base";
import type { Layer } from "./layer.js";
import { requireLayers } from "./require.js";

/**
 * Gives a model the networks that it is made of as fields of its own, in the given order, which is that of its variables. An interface of
 * the class's name tells the compiler:
 *
 * ```ts
 * export interface WaeGan extends WaeGanNetworks {}
 * ```
 *
 * @param owner the model's name, for errors
 * @throws GenlabError for what is no layer, and for networks that the model does not have.
 */
export function holdLayers<Networks extends object>(
  owner: string,
  model: Networks,
  networks: Networks,
  names: readonly (keyof Networks & string)[],
): void {
  const held = Object.fromEntries(names.map((name) => [name, networks[name] as Layer]));
  refuseUnknown(owner, networks, held);
  requireLayers(owner, held);
  Object.assign(model, held);
}
