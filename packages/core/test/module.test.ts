import "@tensorflow/tfjs-backend-cpu";
import {
  buffer,
  cloneModule,
  disposeModule,
  type Module,
  namedParameters,
  namedParametersOf,
  namedVariables,
  parameter,
} from "@genlab/core";
import { add, memory, setBackend, type Tensor, tensor, tidy, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(() => setBackend("cpu"));

class Dense {
  readonly weight = parameter(() => add(zeros([2]), 1));
  readonly units = 2;
  readonly table = new Float32Array([1, 2]);
  readonly activation = (x: Tensor) => x;
  readonly absent = null;
  value() {
    return [...this.weight.dataSync()];
  }
}

class Norm {
  readonly scale = parameter(() => tensor([1]));
  readonly mean = buffer(() => tensor([0]));
}

class Network {
  readonly layers: readonly Module[];
  readonly head = { dense: new Dense() };
  constructor(...layers: Module[]) {
    this.layers = layers;
  }
}

const create = () => new Network(new Dense(), new Norm());
const bare = { block: [{ weight: zeros([1]) }] };
const values = (module: Module) => [...namedVariables(module).values()].map((variable) => [...variable.dataSync()]);

describe("namedVariables", () => {
  it("names variables by path, in property order", () => {
    expect([...namedVariables(create()).keys()]).toEqual([
      "layers.0.weight",
      "layers.1.scale",
      "layers.1.mean",
      "head.dense.weight",
    ]);
    expect([...namedParameters(create()).keys()]).toEqual(["layers.0.weight", "layers.1.scale", "head.dense.weight"]);
  });

  it("names a shared variable once, by its first path, and ends in a cycle", () => {
    const dense = new Dense();
    const module = { first: dense, second: [dense], tied: dense.weight, self: null as unknown };
    module.self = module;
    expect([...namedVariables(module)]).toEqual([["first.weight", dense.weight]]);
  });

  it("takes an array, and a module without variables", () => {
    expect([...namedVariables([new Dense(), {}]).keys()]).toEqual(["0.weight"]);
    expect(namedVariables({ rate: 0.5, f: () => 1 }).size).toBe(0);
  });

  it("refuses what copies and checkpoints would lose", () => {
    expect(() => namedVariables(bare)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: "block.0.weight" is a plain tensor. Wrap it with parameter() or buffer().]`,
    );
    expect(() => namedVariables({ layers: new Map() })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: "layers" is a Map. Hold children in an object or an array.]`,
    );
    expect(() => namedVariables({ inner: { seen: new Set() } })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: "inner.seen" is a Set. Hold children in an object or an array.]`,
    );
  });
});

describe("namedParametersOf", () => {
  it("names a part by its paths in the whole", () => {
    const whole = create();
    expect([...namedParametersOf([whole.head, whole.layers[1]!], whole).keys()]).toEqual([
      "layers.1.scale",
      "head.dense.weight",
    ]);
    expect([...namedParametersOf(whole, whole)]).toEqual([...namedParameters(whole)]);
  });

  it("refuses a parameter that is not in the whole", () => {
    expect(() => namedParametersOf({ extra: new Dense() }, create())).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Parameter "extra.weight" is not in the model's tree. Hold it in a public field of the model.]`,
    );
  });
});

describe("parameter and buffer", () => {
  it("hold one tensor each, and only parameters are trainable", () => {
    const before = memory().numTensors;
    const { weight } = new Dense();
    expect(memory().numTensors - before).toBe(1);
    expect(weight.trainable).toBe(true);
    expect(new Norm().mean.trainable).toBe(false);
  });

  it("survive an enclosing tidy", () => {
    const made: Dense[] = [];
    tidy(() => {
      made.push(new Dense());
    });
    expect(made[0]!.value()).toEqual([1, 1]);
  });
});

describe("cloneModule", () => {
  it("copies variables, keeps prototypes, shares functions and typed arrays", () => {
    const original = create();
    const copy = cloneModule(original);
    expect(copy).toBeInstanceOf(Network);
    expect(copy.layers).toBeInstanceOf(Array);
    expect(values(copy)).toEqual(values(original));
    copy.head.dense.weight.assign(tensor([5, 6]));
    expect(copy.head.dense.value()).toEqual([5, 6]);
    expect(original.head.dense.value()).toEqual([1, 1]);
    expect(copy.head.dense.table).toBe(original.head.dense.table);
    expect(copy.head.dense.activation).toBe(original.head.dense.activation);
    expect([...namedVariables(copy).values()].map(({ trainable }) => trainable)).toEqual([true, true, false, true]);
  });

  it("keeps sharing: of variables, of layers, and of a module with itself", () => {
    const dense = new Dense();
    const module = { first: dense, second: dense, tied: dense.weight, self: null as unknown };
    module.self = module;
    const copy = cloneModule(module);
    expect(copy.second).toBe(copy.first);
    expect(copy.tied).toBe(copy.first.weight);
    expect(copy.tied).not.toBe(dense.weight);
    expect(copy.self).toBe(copy);
  });

  it("holds as many tensors as the original, and disposes of its own alone", () => {
    const original = create();
    const before = memory().numTensors;
    const copy = cloneModule(original);
    expect(memory().numTensors - before).toBe(4);
    disposeModule(copy);
    expect(memory().numTensors).toBe(before);
    expect(original.head.dense.value()).toEqual([1, 1]);
  });

  it("refuses a bare tensor, and copies nothing", () => {
    const before = memory().numTensors;
    expect(() => cloneModule({ dense: new Dense().weight, ...bare })).toThrow('"block.0.weight" is a plain tensor');
    expect(memory().numTensors - before).toBe(1); // the dense layer of the line above
  });
});
