import type { ReductionName } from "@genlab/graph";
import type { Lowering, Places } from "../lower/lowering.js";
import { literal, whole } from "../shader/literal.js";

/** Many entries to one, of each of `count`. */
export interface Reduction {
  readonly op: ReductionName;
  readonly dtype: "float32" | "int32";
  readonly to: Places["outputs"][number];
  readonly inputs: Places["inputs"];
  readonly count: number;
  readonly length: number;
  /** What a result is multiplied by. Default 1. */
  readonly scale?: number;
  /** Whether results beside each other are of entries beside each other. */
  readonly isAcross: boolean;
  /** Lines that come before an entry, the one of number `r` for the result `o`, and the entry itself. */
  readonly entry: { readonly lines: readonly string[]; readonly value: string };
}

/** Threads that a device is given at least, where there is so much to do. */
const THREADS = 16_384;
const GROUP = 64;
/** Entries that one thread reduces, and one group. */
const BY_THREAD = 64;
const BY_GROUP = 4096;

/** A thread for each result where there are many, or few entries of each; else a group, in two passes where there are many entries. */
export function reduce(lowering: Lowering, reduction: Reduction): void {
  const { count, length, isAcross, dtype, to, scale = 1 } = reduction;
  const byThread = isAcross || length <= BY_THREAD || count >= THREADS;
  const parts = byThread
    ? Math.max(1, Math.min(Math.ceil(length / BY_THREAD), Math.floor(THREADS / count)))
    : Math.ceil(length / BY_GROUP);
  const run = byThread ? byThreads : byGroups;
  if (parts === 1) {
    run(lowering, reduction, 1);
    return;
  }
  const partial = lowering.temporary(parts * count, dtype);
  run(lowering, { ...reduction, to: partial, scale: 1 }, parts);
  reduce(lowering, {
    ...{ op: reduction.op, dtype, to, scale, count, length: parts, isAcross: true },
    inputs: [partial],
    entry: { lines: [], value: `in0[r * ${whole(count)} + o]` },
  });
}

/** Results of parts come one part after the other. */
function byThreads(lowering: Lowering, reduction: Reduction, parts: number): void {
  const { to, inputs, count } = reduction;
  const places = { outputs: [to], inputs };
  const { start, next, result } = linesOf(reduction);
  lowering.each(parts * count, places, [
    `let o = i % ${whole(count)};`,
    ...rangeOf(reduction, parts, `i / ${whole(count)}`),
    start,
    "for (var r = begin; r < end; r++) {",
    ...next,
    "}",
    `out0[i] = ${result("total")};`,
  ]);
}

function byGroups(lowering: Lowering, reduction: Reduction, parts: number): void {
  const { to, inputs, count } = reduction;
  const { start, next, result, combine } = linesOf(reduction);
  lowering.kernel({
    ...{ outputs: [to], inputs, threads: GROUP, groups: parts * count },
    shared: [`totals: array<${TYPES[reduction.dtype]}, ${GROUP}>`],
    body: (group) => [
      `let at = ${group};`,
      `if (at >= ${whole(parts * count)}) { return; }`,
      `let o = at % ${whole(count)};`,
      ...rangeOf(reduction, parts, `at / ${whole(count)}`),
      start,
      `for (var r = begin + thread; r < end; r += ${GROUP}u) {`,
      ...next,
      "}",
      "totals[thread] = total;",
      "workgroupBarrier();",
      `for (var width = ${GROUP / 2}u; width > 0u; width >>= 1u) {`,
      `  if (thread < width) { totals[thread] = ${combine("totals[thread]", "totals[thread + width]")}; }`,
      "  workgroupBarrier();",
      "}",
      `if (thread == 0u) { out0[at] = ${result("totals[0]")}; }`,
    ],
  });
}

function rangeOf({ length }: Reduction, parts: number, part: string): string[] {
  if (parts === 1) return [`let begin = 0u;`, `let end = ${whole(length)};`];
  const size = Math.ceil(length / parts);
  return [`let begin = (${part}) * ${whole(size)};`, `let end = min(begin + ${whole(size)}, ${whole(length)});`];
}

function linesOf({ op, dtype, entry, scale = 1 }: Reduction) {
  const { neutral, combine } = (dtype === "float32" ? FLOATS : INTEGERS)[op];
  return {
    combine,
    start: `var total: ${TYPES[dtype]} = ${neutral};`,
    next: [...entry.lines, `total = ${combine("total", entry.value)};`].map((line) => `  ${line}`),
    result: (total: string) => (scale === 1 ? total : `${total} * ${literal(scale, dtype)}`),
  };
}

const TYPES = { float32: "f32", int32: "i32" } as const;

interface Combination {
  readonly neutral: string;
  readonly combine: (a: string, b: string) => string;
}

const sum: Combination["combine"] = (a, b) => `${a} + ${b}`;
const product: Combination["combine"] = (a, b) => `${a} * ${b}`;
const call =
  (name: string): Combination["combine"] =>
  (a, b) =>
    `${name}(${a}, ${b})`;

const FLOATS: Readonly<Record<ReductionName, Combination>> = {
  sum: { neutral: "0f", combine: sum },
  mean: { neutral: "0f", combine: sum },
  max: { neutral: "-infinityOf()", combine: call("maximumOf") },
  min: { neutral: "infinityOf()", combine: call("minimumOf") },
  prod: { neutral: "1f", combine: product },
};

const INTEGERS: Readonly<Record<ReductionName, Combination>> = {
  sum: { neutral: "0", combine: sum },
  mean: { neutral: "0", combine: sum },
  max: { neutral: literal(-(2 ** 31), "int32"), combine: call("max") },
  min: { neutral: literal(2 ** 31 - 1, "int32"), combine: call("min") },
  prod: { neutral: "1", combine: product },
};
