import "@tensorflow/tfjs-backend-cpu";
import { buffer, loadValues, namedVariables, type Parameter, parameter } from "@genlab/core";
import { setBackend, type Tensor, tensor, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(() => setBackend("cpu"));

const create = () => ({
  layers: [
    { weight: parameter(() => tensor([1, 1])) },
    { scale: parameter(() => tensor([1])), mean: buffer(() => tensor([0])) },
  ],
  head: { dense: { weight: parameter(() => tensor([1, 1])) } },
});
const values = (module: object) => [...namedVariables(module).values()].map((variable) => [...variable.dataSync()]);

describe("loadValues", () => {
  const full = (): [string, Tensor][] => [
    ["layers.0.weight", tensor([1, 2])],
    ["layers.1.scale", tensor([3])],
    ["layers.1.mean", tensor([4])],
    ["head.dense.weight", tensor([5, 6])],
  ];

  it("copies values by path, which may be disposed of afterwards", () => {
    const module = create();
    const given = new Map(full());
    loadValues(module, given);
    for (const value of given.values()) value.dispose();
    expect(values(module)).toEqual([[1, 2], [3], [4], [5, 6]]);
  });

  it("assigns all or nothing, and lists every fault", () => {
    const module = create();
    const [weight, , , last] = full();
    const given = new Map([weight!, ["layers.1.scale", tensor([1, 2, 3])], ["layers.1.gone", tensor([1])], last!] as [
      string,
      Tensor,
    ][]);
    expect(() => loadValues(module, given)).toThrowErrorMatchingInlineSnapshot(`
      [GenlabError: The values do not fit the module.
        missing: layers.1.mean
        unexpected: layers.1.gone
        different: layers.1.scale (expected float32 [1], got float32 [3])]
    `);
    expect(values(module)).toEqual([[1, 1], [1], [0], [1, 1]]);
  });

  it("refuses another dtype", () => {
    const given = new Map(full()).set("layers.1.mean", tensor([4], [1], "int32"));
    expect(() => loadValues(create(), given)).toThrowErrorMatchingInlineSnapshot(`
      [GenlabError: The values do not fit the module.
        different: layers.1.mean (expected float32 [1], got int32 [1])]
    `);
  });

  it("lists ten faults of a kind at most", () => {
    const module = Array.from({ length: 12 }, (): { p: Parameter } => ({ p: parameter(() => zeros([1])) }));
    expect(() => loadValues(module, new Map())).toThrowErrorMatchingInlineSnapshot(`
      [GenlabError: The values do not fit the module.
        missing: 0.p, 1.p, 2.p, 3.p, 4.p, 5.p, 6.p, 7.p, 8.p, 9.p, and 2 more]
    `);
  });
});
