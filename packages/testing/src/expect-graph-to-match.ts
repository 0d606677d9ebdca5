import { type Context, createContext, createRng, type Module } from "@genlab/core";
import { evaluate, fillDraws, optimize, type TensorType, type Trace, trace } from "@genlab/graph";
import { type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { expect } from "vitest";

export interface GraphCheckOptions {
  /** What the function reads or assigns. Default: nothing. */
  readonly state?: Module;
  /** Default false. */
  readonly training?: boolean;
}

type Run = (inputs: readonly Tensor[], context: Context) => readonly Tensor[];

/** Asserts that the graph of a function, optimized, gives what the function gives and leaves the variables that it leaves. */
export function expectGraphToMatch(
  run: Run,
  inputs: readonly Tensor[],
  { state = {}, training = false }: GraphCheckOptions = {},
): void {
  tidy(() => {
    const types = inputs.map(({ shape, dtype }, i) => [`${i}`, { shape, dtype } as TensorType] as const);
    const traced = trace((given, context) => named(run(Object.values(given), context)), {
      name: "traced",
      inputs: Object.fromEntries(types),
      state,
      training,
    });
    const given = new Map(inputs.map((each, i) => [`${i}`, each]));
    for (const [path, variable] of traced.variables) given.set(`state/${path}`, variable.clone());
    for (const [name, draw] of drawsOf(traced)) given.set(name, draw);
    const results = evaluate(optimize(traced.graph), given);

    const expected = named(run(inputs, createContext({ rng: createRng(SEED), training })));
    for (const [name, value] of Object.entries(expected)) expectClose(results.get(name)!, value, name);
    for (const [path, variable] of traced.variables) {
      expectClose(results.get(`next/${path}`) ?? given.get(`state/${path}`)!, variable, path);
    }
  });
}

const SEED = 3;

const named = (results: readonly Tensor[]): Record<string, Tensor> =>
  Object.fromEntries(results.map((each, i) => [`output ${i}`, each]));

function drawsOf({ draws }: Trace): [string, Tensor][] {
  const arrays = new Map<string, Float32Array>();
  fillDraws(draws, createRng(SEED), ({ name, shape }) => {
    const values = new Float32Array(shape.reduce((size, length) => size * length, 1));
    arrays.set(name, values);
    return values;
  });
  return draws.draws.map(({ name, shape }) => [name, tensor(arrays.get(name)!, [...shape])]);
}

/** Relative to the largest entry, or to 1. */
const TOLERANCE = 1e-4;

function expectClose(actual: Tensor, expected: Tensor, what: string): void {
  expect([actual.dtype, actual.shape], what).toEqual([expected.dtype, expected.shape]);
  const [a, b] = [[...actual.dataSync()], [...expected.dataSync()]];
  const scale = b.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const wrong = b.findIndex((value, i) => !(Math.abs(a[i]! - value) <= TOLERANCE * scale));
  expect(wrong, `${what}: entry ${wrong} of the graph is ${a[wrong]}, not ${b[wrong]}`).toBe(-1);
}
