import { describe, GenlabError, requireFunctions } from "@genlab/base";
import { Tensor, tidy, Variable, variable } from "@tensorflow/tfjs-core";
import { requireTensor } from "../require-tensor.js";

/** A trainable tensor. Its name is its path in the module tree; tfjs' own name is unused. */
export type Parameter = Variable;

/** A tensor that is saved and copied with its module but receives no gradient: a running mean, a codebook, a slot of Adam. */
export type Buffer = Variable;

/**
 * Any object. Its own properties are its parameters, its children and its settings:
 * variables are leaves, objects and arrays are nodes, everything else is ignored.
 */
export type Module = object;

/** Tensors by path: values, gradients or updates of a module. */
export type Tensors = ReadonlyMap<string, Tensor>;

/**
 * A trainable variable with the value that `make` returns; temporaries of `make` are disposed.
 *
 * @throws GenlabError for what is no function that gives a tensor of real numbers.
 *
 * @example
 * ```ts
 * import { createRng, namedParameters, parameter } from "genlab";
 *
 * const layer = { weight: parameter(() => createRng(1).normal([3, 2])) };
 * console.log([...namedParameters(layer).keys()]); // ["weight"]
 * ```
 */
export const parameter = (make: () => Tensor): Parameter => made("parameter", make, true);

/**
 * A variable without gradient with the value that `make` returns; temporaries of `make` are disposed.
 *
 * @throws GenlabError for what is no function that gives a tensor of real numbers.
 *
 * @example
 * ```ts
 * import { buffer, namedParameters, namedVariables } from "genlab";
 * import { zeros } from "@tensorflow/tfjs-core";
 *
 * const layer = { runningMean: buffer(() => zeros([4])) };
 * console.log(namedParameters(layer).size, namedVariables(layer).size); // 0, 1
 * ```
 */
export const buffer = (make: () => Tensor): Buffer => made("buffer", make, false);

function made(owner: string, make: () => Tensor, trainable: boolean): Variable {
  requireFunctions(owner, { make }, "() => zeros([3])");
  return tidy(() => {
    const value = make();
    requireTensor(owner, value);
    return variable(value, trainable);
  });
}

/** The children of a node in a module tree, by key. Typed arrays are settings, not nodes. */
export function childrenOf(node: object): [string, unknown][] {
  return ArrayBuffer.isView(node) ? [] : Object.entries(node);
}

/**
 * The variables of a tree by path (`"encoder.layers.0.weight"`), depth first in property order.
 * A shared variable appears once, under its first path.
 *
 * @throws GenlabError when the tree holds a bare tensor, a `Map` or a `Set`: these would be lost in copies and checkpoints; and for what
 * is no object.
 *
 * @example
 * ```ts
 * import { createRng, Linear, namedVariables, relu, Sequential } from "genlab";
 *
 * const network = new Sequential([new Linear({ inputs: 2, outputs: 3 }, createRng(1)), relu]);
 * console.log([...namedVariables(network).keys()]); // ["layers.0.weight", "layers.0.bias"]
 * ```
 */
export function namedVariables(module: Module): Map<string, Variable> {
  const found = new Map<string, Variable>();
  const seen = new Set<object>();
  const visit = (node: unknown, path: string) => {
    if (typeof node !== "object" || node === null || seen.has(node)) return;
    seen.add(node);
    if (node instanceof Variable) found.set(path, node);
    else if (node instanceof Tensor) {
      throw new GenlabError(`"${path}" is a plain tensor. Wrap it with parameter() or buffer().`);
    } else if (node instanceof Map || node instanceof Set) {
      throw new GenlabError(`"${path}" is a ${node.constructor.name}. Hold children in an object or an array.`);
    } else for (const [key, child] of childrenOf(node)) visit(child, path ? `${path}.${key}` : key);
  };
  if ((typeof module !== "object" && typeof module !== "function") || module === null)
    throw new GenlabError(`The module is ${describe(module)}. Give a model, a layer, or an object or array of them.`);
  visit(module, "");
  return found;
}

/**
 * The trainable variables of a tree by path.
 *
 * @example
 * ```ts
 * import { createRng, Linear, namedParameters } from "genlab";
 *
 * const count = [...namedParameters(new Linear({ inputs: 2, outputs: 3 }, createRng(1))).values()].reduce((sum, { size }) => sum + size, 0);
 * console.log(count); // 9
 * ```
 */
export function namedParameters(module: Module): Map<string, Parameter> {
  return new Map([...namedVariables(module)].filter(([, { trainable }]) => trainable));
}

/**
 * The trainable variables of `part` by their paths in `whole`, in the order of `whole`.
 *
 * @throws GenlabError when `part` holds a parameter that is not in `whole`: no checkpoint would hold it.
 */
export function namedParametersOf(part: Module, whole: Module): Map<string, Parameter> {
  const wanted = namedParameters(part);
  const members = new Set(wanted.values());
  const named = new Map([...namedParameters(whole)].filter(([, variable]) => members.delete(variable)));
  if (members.size === 0) return named;
  const [path] = [...wanted].find(([, variable]) => members.has(variable))!;
  throw new GenlabError(`Parameter "${path}" is not in the model's tree. Hold it in a public field of the model.`);
}

/** Disposes every variable of a tree. */
export function disposeModule(module: Module): void {
  for (const variable of namedVariables(module).values()) variable.dispose();
}
