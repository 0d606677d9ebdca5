import { type Graph, input, make } from "@genlab/graph";
import { encodeModel } from "../encode-model.js";
import { lower } from "../lower.js";
import { BLOCKED } from "../lower-blocked.js";
import type { OnnxGraph } from "../model.js";
import type { Ort, OrtSession } from "../ort.js";

export interface Capabilities {
  /** Whether results are written to the tensors that a run is given for them. `onnxruntime-web` 1.30 leaves these as they were. */
  readonly writesOutputs: boolean;
  /** Of blocked convolutions: 16 or 8 channels by the processor's vectors, or undefined where there are none. */
  readonly blockSize: number | undefined;
}

type CreateSession = (model: Uint8Array) => Promise<OrtSession>;

/** Makes and runs a session, and tells what it can, or why it cannot be. */
export async function probe(
  ort: Ort,
  createSession: CreateSession,
): Promise<Capabilities | { readonly reason: string }> {
  const x = input("x", [1]);
  const y = make("add", [x, x]);
  const graph: Graph = { name: "probe", nodes: [x, y], outputs: [{ name: "y", node: y }] };
  const tensor = (value: number) => new ort.Tensor("float32", Float32Array.of(value), [1]);
  try {
    const session = await createSession(encodeModel({ graph: lower(graph), metadata: {} }));
    const given = tensor(0);
    await runOnce(session, { x: tensor(1) }, { y: given });
    return { writesOutputs: (given.data as Float32Array)[0] === 2, blockSize: await blockSizeOf(ort, createSession) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : `${error}` };
  }
}

/** Reorders an image of 8 channels, which fills a block of 8 or half of one of 16. */
async function blockSizeOf(ort: Ort, createSession: CreateSession): Promise<number | undefined> {
  const operation = { operation: "ReorderInput", domain: BLOCKED, inputs: ["x"], outputs: ["y"], attributes: {} };
  const value = (name: string, channels: number | string) => {
    return { name, type: "float32", shape: [1, channels, 1, 1] } as const;
  };
  const inputs = [value("x", 8)];
  const graph: OnnxGraph = {
    name: "probe",
    nodes: [operation],
    initializers: [],
    inputs,
    outputs: [value("y", "block")],
  };
  try {
    const session = await createSession(encodeModel({ graph, metadata: {} }));
    const x = new ort.Tensor("float32", new Float32Array(8), [1, 8, 1, 1]);
    const { y } = await runOnce(session, { x }, { y: null });
    return y!.dims[1];
  } catch {
    return undefined;
  }
}

async function runOnce(session: OrtSession, ...given: Parameters<OrtSession["run"]>): ReturnType<OrtSession["run"]> {
  try {
    return await session.run(...given);
  } finally {
    await session.release();
  }
}
