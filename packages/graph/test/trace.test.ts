import { createContext, createRng, GenlabError, gradients, namedParameters, parameter } from "@genlab/core";
import { Linear } from "@genlab/layers";
import { adam, Optimizer } from "@genlab/optim";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { dump, evaluate, fillDraws, optimize, type Trace, trace, UnknownKernelError } from "../src/index.js";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const x = { shape: [2, 3], dtype: "float32" } as const;

describe("trace", () => {
  it("records what a function computes", () => {
    const { graph } = trace(({ x }) => ({ y: tf.relu(tf.add(tf.mul(x!, 2), 1)) }), { name: "affine", inputs: { x } });
    expect(dump(graph)).toMatchInlineSnapshot(`
      "affine: 6 nodes
        %0 = input "x" float32 [2, 3]
        %1 = constant float32 [] 2
        %2 = mul(%0, %1) float32 [2, 3]
        %3 = constant float32 [] 1
        %4 = add(%2, %3) float32 [2, 3]
        %5 = relu(%4) float32 [2, 3]
      returns
        y = %5"
    `);
    const y = evaluate(
      graph,
      new Map([
        [
          "x",
          tf.tensor([
            [-1, 0, 1],
            [2, 3, -4],
          ]),
        ],
      ]),
    ).get("y")!;
    expect(y.arraySync()).toEqual([
      [0, 1, 3],
      [5, 7, 0],
    ]); // by hand
  });

  it("makes variables inputs, and assigned variables outputs", () => {
    const [w, b] = [parameter(() => tf.scalar(2)), parameter(() => tf.scalar(3))];
    const { graph } = trace(
      ({ x }) => {
        w.assign(tf.sum(tf.mul(x!, w)) as tf.Scalar);
        return { total: tf.add(w, b) };
      },
      { name: "step", inputs: { x }, state: { w, b } },
    );
    expect(dump(graph)).toMatchInlineSnapshot(`
      "step: 6 nodes
        %0 = input "state/w" float32 []
        %1 = input "state/b" float32 []
        %2 = input "x" float32 [2, 3]
        %3 = mul(%2, %0) float32 [2, 3]
        %4 = sum(%3) float32 [] {axes: [0,1], keepDims: false}
        %5 = add(%4, %1) float32 []
      returns
        total = %5
        next/w = %4"
    `);
    expect([w.dataSync()[0], b.dataSync()[0]]).toEqual([2, 3]);
    tf.dispose([w, b]);
  });

  it("leaves captured tensors, variables, the backend and the count of tensors as they were", () => {
    const captured = tf.tensor([1, 2, 3]);
    const weight = parameter(() => tf.ones([3, 2]));
    const before = tf.memory();
    const step = () =>
      trace(
        ({ x }) => {
          const y = tf.tidy(() => tf.matMul(tf.mul(x!, captured), weight) as tf.Tensor2D);
          weight.assign(tf.add(weight, tf.sum(y)));
          return { y };
        },
        { name: "step", inputs: { x }, state: { weight } },
      );
    step();
    expect(() =>
      trace(
        () => {
          weight.assign(tf.zeros([3, 2]));
          throw new Error("no");
        },
        { name: "n", inputs: {}, state: { weight } },
      ),
    ).toThrow("no");
    const after = tf.memory();
    expect([after.numTensors, after.numDataBuffers, after.numBytes]).toEqual([
      before.numTensors,
      before.numDataBuffers,
      before.numBytes,
    ]);
    expect(tf.getBackend()).toBe("cpu");
    expect(captured.arraySync()).toEqual([1, 2, 3]);
    expect(weight.arraySync()).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    tf.dispose([captured, weight]);
  });

  it("makes draws and scheduled numbers inputs", () => {
    const half = (step: number) => step / 2;
    const { draws, schedules, graph } = trace(
      (_, { rng, schedule }) => ({
        y: tf.add(tf.mul(rng.normal([2]), schedule(half)), tf.mul(rng.fork("a").uniform([2], 1, 3), schedule(half))),
      }),
      { name: "draws", inputs: {} },
    );
    expect(schedules).toEqual(new Map([["schedule/0", half]]));
    const values = filled({ draws, schedules, graph, variables: new Map(), gradients: new Map() });
    values.set("schedule/0", tf.scalar(half(3)));
    const y = evaluate(graph, values).get("y")!;
    const rng = createRng(1);
    const eager = createContext({ rng, step: 3 });
    const expected = tf.add(
      tf.mul(rng.normal([2]), eager.schedule(half)),
      tf.mul(rng.fork("a").uniform([2], 1, 3), eager.schedule(half)),
    );
    expect(y.arraySync()).toEqual(expected.arraySync());
  });

  it("traces gradients and an optimizer", () => {
    const layer = new Linear({ inputs: 3, outputs: 2 }, createRng(0));
    const optimizer = new Optimizer(adam({ learningRate: 0.1 }), namedParameters(layer));
    const run = ({ x }: Readonly<Record<string, tf.Tensor>>, context: Parameters<Parameters<typeof trace>[0]>[1]) => {
      const result = gradients(namedParameters(layer), () => ({
        total: tf.sum(tf.square(tf.tanh(layer.forward(x!)))) as tf.Scalar,
      }));
      optimizer.apply(result.gradients, context);
      return { total: result.losses.total };
    };
    const state = { layer, optimizer: optimizer.state };
    const { graph, variables } = trace(run, { name: "train", inputs: { x }, state });
    const inputs = new Map<string, tf.Tensor>(
      [...variables].map(([path, variable]) => [`state/${path}`, variable.clone()]),
    );
    inputs.set(
      "x",
      tf.tensor([
        [-1, 0, 1],
        [2, 3, -4],
      ]),
    );
    const results = [graph, optimize(graph)].map((each) => evaluate(each, inputs));
    const eager = tf.tidy(
      () => run({ x: inputs.get("x")! }, createContext({ rng: createRng(0) })).total.dataSync()[0]!,
    );
    for (const result of results) {
      expect(result.get("total")!.dataSync()[0]).toBeCloseTo(eager, 5);
      expect(result.size).toBe(1 + variables.size);
      for (const [path, variable] of variables) {
        const [a, b] = [result.get(`next/${path}`)!.dataSync(), variable.dataSync()];
        for (let i = 0; i < b.length; i++) expect(a[i]).toBeCloseTo(b[i]!, 5);
      }
    }
    expect(optimize(graph).nodes.length).toBeLessThan(graph.nodes.length);
  });
});

describe("trace refuses", () => {
  const refused = (run: Parameters<typeof trace>[0], state = {}) => {
    try {
      trace(run, { name: "vae", inputs: { x }, state });
    } catch (error) {
      expect(tf.getBackend()).toBe("cpu");
      expect(error).toBeInstanceOf(GenlabError);
      return (error as Error).message;
    }
    throw new Error("nothing was thrown");
  };

  it("options that are none", () => {
    const of = (options: object) => () =>
      trace(({ x }) => ({ y: x! }), { name: "t", inputs: { x }, ...options } as never);
    expect(of({ steps: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: trace has no option "steps". Known options: inputs, name, state, training.]`,
    );
    expect(of({ training: "yes" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`training\` of trace is "yes". Expected true or false.]`,
    );
    expect(of({ inputs: { x: { shape: [-1, 2], dtype: "float32" } } })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`shape[0]\` of the input "x" is -1. Expected a whole number from 1.]`,
    );
    expect(of({ inputs: { x: { shape: [2] } } })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`dtype\` of the input "x" is undefined. Expected "float32" or "int32" or "bool".]`,
    );
    expect(of({ name: undefined })).toThrow(GenlabError);
  });

  it("results that are no tensors by name", () => {
    expect(refused((async () => ({})) as never)).toMatchInlineSnapshot(
      `""vae" gives a promise. Expected tensors by name, such as { x }."`,
    );
    expect(refused((({ x }: { x: tf.Tensor }) => x) as never)).toMatchInlineSnapshot(
      `""vae" gives one tensor. Expected tensors by name, such as { x }."`,
    );
    expect(refused((() => ({ y: null })) as never)).toMatchInlineSnapshot(
      `""vae" gives null as "y". Expected a tensor."`,
    );
  });

  it("a read of a value", () => {
    expect(refused(({ x }) => ({ y: tf.scalar(tf.add(x!, 1).dataSync()[0]!) }))).toMatchInlineSnapshot(
      `"The value of the result of add, float32 [2,3], was read in JavaScript while "vae" was traced, where it is not known yet: a traced program is recorded once and replayed. Express what depends on the value by tensor operations, such as \`where\`."`,
    );
  });

  it("a read of a value that is promised", () => {
    const run: Parameters<typeof trace>[0] = ({ x }) => {
      void tf.neg(x!).data();
      return { y: x! };
    };
    expect(refused(run)).toMatch("The value of the result of neg");
  });

  it("numbers drawn in JavaScript", () => {
    expect(refused((_, { rng }) => ({ y: tf.scalar(rng.random()) }))).toMatchInlineSnapshot(
      `""vae" calls rng.random while it is traced. The number would be the same at every step: a traced program is recorded once and replayed. Draw a tensor with rng.normal or rng.uniform instead."`,
    );
    expect(refused(() => ({ y: tf.randomNormal([2]) }))).toMatchInlineSnapshot(
      `""vae" draws with tfjs' randomNormal, and a traced program would repeat that one draw at every step. Draw with \`context.rng.normal\` or \`context.rng.uniform\`."`,
    );
  });

  it("a variable that is not in the state", () => {
    const stray = parameter(() => tf.ones([2, 3]));
    expect(refused(({ x }) => ({ y: tf.add(x!, stray) }))).toMatchInlineSnapshot(
      `""vae" uses a variable [2,3] that is not in its state. Hold it in a public field of the model or the optimizer."`,
    );
    expect(refused(({ x }) => ({ y: stray.assign(x!) ?? x! }))).toMatch("not in its state");
    expect(stray.dataSync()[0]).toBe(1);
    stray.dispose();
  });

  it("a kernel that it does not know", () => {
    const error = (() => {
      try {
        trace(({ x }) => ({ y: tf.cumprod(x!) }), { name: "vae", inputs: { x } });
      } catch (e) {
        return e;
      }
    })();
    expect(error).toBeInstanceOf(UnknownKernelError);
    expect((error as UnknownKernelError).kernel).toBe("Cumprod");
    expect((error as Error).message).toMatchInlineSnapshot(
      `""vae" uses the tfjs kernel Cumprod, which cannot be traced. Compose it of other operations, or run the program eagerly."`,
    );
  });
});

/** Tensors for the draws of a trace, from the stream of seed 1. */
function filled({ draws }: Trace): Map<string, tf.Tensor> {
  const tensors = new Map<string, tf.Tensor>();
  const arrays = new Map(
    draws.draws.map((draw) => [draw.name, new Float32Array(tf.util.sizeFromShape([...draw.shape]))]),
  );
  fillDraws(draws, createRng(1), ({ name }) => arrays.get(name)!);
  for (const { name, shape } of draws.draws) tensors.set(name, tf.tensor(arrays.get(name)!, [...shape]));
  return tensors;
}
