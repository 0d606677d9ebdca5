import { type Graph, input, make } from "@genlab/graph";
import { encodeModel } from "./encode-model.js";
import { lower } from "./lower.js";
import type { Ort, OrtSession } from "./ort.js";

export interface Capabilities {
  /** Whether results are written to the tensors that a run is given for them. `onnxruntime-web` 1.30 leaves these as they were. */
  readonly writesOutputs: boolean;
}

/** Makes and runs a session, and tells what it can, or why it cannot be. */
export async function probe(
  ort: Ort,
  createSession: (model: Uint8Array) => Promise<OrtSession>,
): Promise<Capabilities | { readonly reason: string }> {
  const x = input("x", [1]);
  const y = make("add", [x, x]);
  const graph: Graph = { name: "probe", nodes: [x, y], outputs: [{ name: "y", node: y }] };
  const tensor = (value: number) => new ort.Tensor("float32", Float32Array.of(value), [1]);
  try {
    const session = await createSession(encodeModel({ graph: lower(graph), metadata: {} }));
    const given = tensor(0);
    await session.run({ x: tensor(1) }, { y: given });
    await session.release();
    return { writesOutputs: (given.data as Float32Array)[0] === 2 };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : `${error}` };
  }
}
