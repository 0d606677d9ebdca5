import { clone, type Tensor, tidy, Variable, variable } from "@tensorflow/tfjs-core";
import { childrenOf, type Module, namedVariables } from "./variables.js";

/**
 * A deep copy with variables of its own. Objects keep their prototype, so methods of the copy read the copy; functions and
 * typed arrays are shared. Sharing inside the tree is kept: a variable that stood in two places stands in two places of the copy.
 *
 * @example
 * ```ts
 * import { cloneModule, createRng, Linear } from "genlab";
 *
 * const layer = new Linear({ inputs: 2, outputs: 3 }, createRng(1));
 * const copy = cloneModule(layer); // with variables of its own
 * console.log(copy instanceof Linear, copy.weight === layer.weight); // true, false
 * ```
 */
export function cloneModule<M extends Module>(module: M): M {
  namedVariables(module); // refuses a tree that cannot be copied
  const copies = new Map<object, unknown>();
  const copy = (node: unknown): unknown => {
    if (typeof node !== "object" || node === null || ArrayBuffer.isView(node)) return node;
    const known = copies.get(node);
    if (known) return known;
    if (node instanceof Variable) {
      const twin = tidy(() => variable(clone(node as Tensor), node.trainable));
      copies.set(node, twin);
      return twin;
    }
    const twin: object = Array.isArray(node) ? [] : Object.create(Object.getPrototypeOf(node));
    copies.set(node, twin);
    for (const [key, child] of childrenOf(node)) Reflect.set(twin, key, copy(child));
    return twin;
  };
  return copy(module) as M;
}
