import { type NodeOf, sizeOf } from "@genlab/graph";
import { whole } from "../shader/literal.js";
import { loaded } from "../shader/shader.js";
import type { Lowering } from "./lowering.js";

/** The first of the greatest, or of the least. */
export function lowerExtremum(lowering: Lowering, node: NodeOf<"argMax"> | NodeOf<"argMin">): void {
  const [x] = node.inputs;
  const { axis } = node.attributes;
  const length = x!.shape[axis]!;
  const inner = sizeOf(x!.shape.slice(axis + 1));
  const at = (k: string) => `f32(${loaded("in0", `line + ${k} * ${whole(inner)}`, x!.dtype)})`;
  lowering.each(sizeOf(node.shape), { outputs: [node], inputs: [x!] }, [
    `let line = (i / ${whole(inner)}) * ${whole(inner * length)} + i % ${whole(inner)};`,
    "var best = 0u;",
    `var extreme = ${at("0u")};`,
    `for (var k = 1u; k < ${whole(length)}; k++) {`,
    `  let value = ${at("k")};`,
    `  if (value ${node.op === "argMax" ? ">" : "<"} extreme) { extreme = value; best = k; }`,
    "}",
    "out0[i] = i32(best);",
  ]);
}

/** An entry comes after those of its line that are greater, and those as great before it. */
export function lowerTop(lowering: Lowering, node: NodeOf<"topValues"> | NodeOf<"topIndices">): void {
  const [x] = node.inputs;
  const { k } = node.attributes;
  const length = x!.shape.at(-1)!;
  lowering.each(sizeOf(x!.shape), { outputs: [node], inputs: [x!] }, [
    `let line = i / ${whole(length)};`,
    `let place = i % ${whole(length)};`,
    "let value = in0[i];",
    "var rank = 0u;",
    `for (var j = 0u; j < ${whole(length)}; j++) {`,
    `  let other = in0[line * ${whole(length)} + j];`,
    "  if (other > value || (other == value && j < place)) { rank += 1u; }",
    "}",
    `if (rank < ${whole(k)}) { out0[line * ${whole(k)} + rank] = ${node.op === "topIndices" ? "i32(place)" : "value"}; }`,
  ]);
}
