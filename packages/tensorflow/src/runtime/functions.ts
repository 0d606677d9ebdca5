import type { Context } from "./context.js";

export interface FunctionParts {
  /** A `GraphDef`. */
  readonly graph: Uint8Array;
  /** Names of nodes. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

// of a process: contexts have functions of their own, but what they print then tells them apart
let count = 0;

/** Gives a context a function of a graph, and returns its name. Throws TensorFlow's reason against the graph, where it has one. */
export function defineFunction({ api, address }: Context, { graph, inputs, outputs }: FunctionParts): string {
  const name = `genlab_${count++}`;
  const body = api.create("TF_NewGraph");
  const buffer = api.create("TF_NewBufferFromString", graph, graph.length);
  const options = api.create("TF_NewImportGraphDefOptions");
  try {
    api.try("TF_GraphImportGraphDef", body, buffer, options);
    /** `TF_Output`s: an operation, and the number of its output. */
    const ends = (names: readonly string[]) =>
      BigUint64Array.from(names.flatMap((each) => [api.create("TF_GraphOperationByName", body, each), 0n]));
    const [from, to] = [ends(inputs), ends(outputs)];
    // all operations, without names of outputs, options and a description
    const made = api.try(
      "TF_GraphToFunction",
      ...[body, name, 0, -1, null, inputs.length, from, outputs.length, to, null, null, null],
    );
    try {
      api.try("TFE_ContextAddFunction", address, made);
    } finally {
      api.call("TF_DeleteFunction", made);
    }
    return name;
  } finally {
    api.call("TF_DeleteImportGraphDefOptions", options);
    api.call("TF_DeleteBuffer", buffer);
    api.call("TF_DeleteGraph", body);
  }
}

export function removeFunction({ api, address }: Context, name: string): void {
  api.try("TFE_ContextRemoveFunction", address, name);
}
