import { type Graph, input, make } from "@genlab/graph";
import { encodeModel } from "./encode-model.js";
import { lower } from "./lower.js";
import type { Ort, OrtSession } from "./ort.js";

/** Why a session cannot be made and run, or undefined if it can. */
export async function probe(
  ort: Ort,
  createSession: (model: Uint8Array) => Promise<OrtSession>,
): Promise<string | undefined> {
  const x = input("x", [1]);
  const y = make("add", [x, x]);
  const graph: Graph = { name: "probe", nodes: [x, y], outputs: [{ name: "y", node: y }] };
  try {
    const session = await createSession(encodeModel({ graph: lower(graph), metadata: {} }));
    await session.run({ x: new ort.Tensor("float32", Float32Array.of(1), [1]) }, { y: null });
    await session.release();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : `${error}`;
  }
}
