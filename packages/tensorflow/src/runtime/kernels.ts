import { GenlabError } from "@genlab/core";
import { decodeKernelList, type Kernel } from "../encode/decode-kernel-list.js";
import { ELEMENT_TYPES, type ElementType, type NodeDef } from "../encode/graph-def.js";
import type { CApi } from "../native/c-api.js";
import type { Context } from "./context.js";

/** What a context's devices have kernels of. TensorFlow itself looks for one only at the first run of a function. */
export class Kernels {
  readonly #context: Context;
  readonly #all = new Map<string, readonly Kernel[]>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** @throws GenlabError for an operation that no device here computes for its types. */
  require(nodes: readonly NodeDef[]): void {
    for (const { operation, attributes } of nodes) {
      const types = Object.entries(attributes).filter(hasType);
      if (this.#of(operation).some((kernel) => types.every(([name, { type }]) => takes(kernel, name, type)))) continue;
      const said = types.map(([name, { type }]) => `${name} ${type}`).join(", ");
      throw new GenlabError(`TensorFlow has no kernel of ${operation}${said && ` for ${said}`} here.`);
    }
  }

  #of(operation: string): readonly Kernel[] {
    const known = this.#all.get(operation);
    if (known) return known;
    const { api, isProcessor } = this.#context;
    // on a GPU too: what it has no kernel of runs on the processor
    const devices = ["DEFAULT", "CPU", ...(isProcessor ? [] : ["GPU"])];
    const kernels = registeredIn(api, operation).filter(({ device }) => devices.includes(device));
    this.#all.set(operation, kernels);
    return kernels;
  }
}

const hasType = (entry: [string, unknown]): entry is [string, { readonly type: ElementType }] => {
  const [, value] = entry;
  return typeof value === "object" && value !== null && "type" in value;
};

/** An attribute without a constraint may have any type. */
const takes = ({ types }: Kernel, name: string, type: ElementType): boolean =>
  types.get(name)?.has(ELEMENT_TYPES[type]) ?? true;

/** Bytes of a `TF_Buffer`: an address, a length, and what frees it. */
const BUFFER = 24;

function registeredIn(api: CApi, operation: string): readonly Kernel[] {
  const buffer = api.try("TF_GetRegisteredKernelsForOp", operation);
  try {
    const [address, length] = new BigUint64Array(api.koffi.view(buffer, BUFFER));
    if (!length) return [];
    return decodeKernelList(new Uint8Array(api.koffi.view(address!, Number(length))));
  } finally {
    api.call("TF_DeleteBuffer", buffer);
  }
}
