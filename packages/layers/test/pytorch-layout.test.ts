import "@tensorflow/tfjs-backend-cpu";
import { createRng, type Layer, parameter } from "@genlab/core";
import {
  BatchNorm,
  type CarriesValues,
  Conv2d,
  Dropout,
  flatten,
  GroupNorm,
  Linear,
  minibatchDeviation,
  pixelShuffle,
  pytorchLayout,
  Residual,
  relu,
  reshapeTo,
  Sequential,
  type ValueFlow,
} from "@genlab/layers";
import { concat, mul, ones, setBackend, slice, type Tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(() => setBackend("cpu"));

const conv = (outputs: number) => new Conv2d({ inputs: 1, outputs, kernel: 1 }, createRng(1));
const linear = (inputs: number, outputs: number) => new Linear({ inputs, outputs }, createRng(1));

/** The cut and the order of a variable's axes, without those that are 1. */
function lying(module: object, path: string) {
  const { view, axes } = pytorchLayout(module).get(path)!;
  return axes.filter((axis) => view[axis] !== 1).map((axis) => `${view[axis]}@${view.slice(0, axis).filter((size) => size !== 1).length}`).join(" "); // biome-ignore format: one row
}

describe("what is behind a flatten of [2, 2, 3] has channels first", () => {
  // of the 12 inputs, 4 places × 3 channels; axes here: places 0, channels 1, outputs 2
  const sorted = "5@2 3@1 4@0";
  const shape = { shape: [2, 2, 3] };
  it.each([
    ["a dropout between", [flatten, new Dropout({ rate: 0.5 }), linear(12, 5)], "layers.2.weight"],
    ["a norm between", [flatten, new BatchNorm({ channels: 12 }), linear(12, 5)], "layers.2.weight"],
    ["an activation between", [flatten, relu, linear(12, 5)], "layers.2.weight"],
    ["a sequence", [flatten, new Sequential([linear(12, 5)])], "layers.1.layers.0.weight"],
    [
      "a sequence with a shape",
      [flatten, new Sequential([linear(12, 5)], { shape: [12] })],
      "layers.1.layers.0.weight",
    ],
    ["a flatten in a sequence", [new Sequential([relu, flatten]), linear(12, 5)], "layers.1.weight"],
    ["a group norm before", [new GroupNorm({ channels: 3, groups: 3 }), flatten, linear(12, 5)], "layers.2.weight"],
    ["a reshape to features", [reshapeTo([12]), linear(12, 5)], "layers.1.weight"],
    ["a reshape before", [reshapeTo([1, 4, 3]), flatten, linear(12, 5)], "layers.2.weight"],
  ])("%s", (_, layers, path) => {
    expect(lying(new Sequential(layers, shape), path)).toBe(sorted);
  });

  it("a norm", () => {
    const module = new Sequential([flatten, new BatchNorm({ channels: 12 })], shape);
    for (const key of ["scale", "shift", "runningMean", "runningVariance"]) {
      expect(lying(module, `layers.1.${key}`)).toBe("3@1 4@0");
    }
  });

  it("behind a pixelShuffle with the channels that it leaves", () => {
    const module = new Sequential([conv(12), pixelShuffle(2), flatten, linear(12, 5)]); // an image of one pixel
    expect(lying(module, "layers.3.weight")).toBe(sorted);
  });

  it("a deviation adds a channel", () => {
    const module = new Sequential([minibatchDeviation(), flatten, linear(16, 5)], shape);
    expect(lying(module, "layers.2.weight")).toBe("5@2 4@1 4@0");
  });

  it("a residual adds to it in its order", () => {
    const branch = new Sequential([linear(12, 5), relu, linear(5, 12)]);
    const module = new Sequential([flatten, new Residual({ branch }), linear(12, 2)], shape);
    expect(lying(module, "layers.1.branch.layers.0.weight")).toBe(sorted);
    expect(lying(module, "layers.1.branch.layers.2.weight")).toBe("3@2 4@1 5@0");
    expect(lying(module, "layers.2.weight")).toBe("2@2 3@1 4@0");
  });
});

describe("what becomes an image has channels first", () => {
  it("with a norm between, which is sorted too", () => {
    const module = new Sequential([linear(5, 12), new BatchNorm({ channels: 12 }), relu, reshapeTo([2, 2, 3])]);
    expect(lying(module, "layers.0.weight")).toBe("3@2 4@1 5@0");
    expect(lying(module, "layers.0.bias")).toBe("3@1 4@0");
    expect(lying(module, "layers.1.runningMean")).toBe("3@1 4@0");
  });

  it("in a sequence, and of a sequence", () => {
    const module = new Sequential([new Sequential([linear(5, 12)], { shape: [5] }), new Sequential([reshapeTo([2, 2, 3])], { shape: [12] })]); // biome-ignore format: one row
    expect(lying(module, "layers.0.layers.0.weight")).toBe("3@2 4@1 5@0");
  });

  it("of squares of pixels", () => {
    const norm = new BatchNorm({ channels: 12 });
    const module = new Sequential([conv(12), norm, relu, pixelShuffle(2)]);
    expect(lying(module, "layers.0.weight")).toBe("3@1 4@0");
    expect(lying(module, "layers.1.scale")).toBe("3@1 4@0");
    // places, then places in the square, then channels
    const twice = new Sequential([linear(5, 36), reshapeTo([3, 1, 12]), pixelShuffle(2)]);
    expect(lying(twice, "layers.0.bias")).toBe("3@2 4@1 3@0");
  });

  it("not by a function of somebody else that has a shape or a factor", () => {
    const own = Object.assign((x: Tensor) => x, { shape: [2, 2, 3], factor: 2 });
    expect(lying(new Sequential([linear(5, 12), own]), "layers.0.weight")).toBe("12@1 5@0");
    expect(lying(new Sequential([conv(12), own]), "layers.0.bias")).toBe("12@0");
  });
});

describe("refuses", () => {
  const layer: Layer = { forward: (x) => x };
  const colours = { shape: [2, 2, 3] };
  it.each([
    ["an own layer behind a flatten", () => new Sequential([flatten, layer, linear(12, 5)], colours)],
    ["an own layer before a reshape", () => new Sequential([linear(5, 12), layer, reshapeTo([2, 2, 3])])],
    ["images of other channels from a flattened one", () => new Sequential([flatten, reshapeTo([3, 2, 2])], colours)],
    [
      "codes that become images as they are",
      () => ({ decoder: new Sequential([reshapeTo([2, 2, 3])]), fc: linear(1, 1) }),
    ],
    [
      "groups of a flattened image",
      () => new Sequential([flatten, new GroupNorm({ channels: 12, groups: 2 })], colours),
    ],
    ["a deviation of a flattened image", () => new Sequential([flatten, minibatchDeviation(), linear(13, 5)], colours)],
    ["a flattened image that leaves", () => ({ features: new Sequential([flatten], colours), head: linear(12, 5) })],
    ["channels that nobody knows", () => new Sequential([layer, flatten, linear(12, 5)])],
    ["a norm of such", () => new Sequential([layer, flatten, new BatchNorm({ channels: 12 })])],
    [
      "a layer in two places",
      () => {
        const shared = linear(12, 5);
        return [new Sequential([flatten, shared], colours), new Sequential([shared], { shape: [12] })];
      },
    ],
  ])("%s", (what, make) => {
    let message = "";
    try {
      pytorchLayout(make());
    } catch (error) {
      message = (error as Error).message;
    }
    expect({ what, message }).toMatchSnapshot();
  });

  it("features that are not those of the image, for all that an own function made of them", () => {
    const own = (x: Tensor) => concat([x, slice(x, [0, 0], [-1, 1])], 1);
    expect(() => pytorchLayout(new Sequential([flatten, own, linear(13, 5)], colours))).toThrow('"2" is given values');
  });

  it("not what its remedy makes known", () => {
    const module = new Sequential([layer, new Sequential([flatten, linear(12, 5)], colours)]);
    expect(lying(module, "layers.1.layers.1.weight")).toBe("5@2 3@1 4@0");
  });

  it("not an own layer that says what its parts are given", () => {
    class Own implements Layer, CarriesValues {
      readonly head = linear(12, 5);
      forward(x: Tensor) {
        return this.head.forward(x);
      }
      carryValues({ given, wanted, visit }: ValueFlow) {
        return visit(this.head, "head", given, wanted);
      }
    }
    expect(lying(new Sequential([flatten, new Own()], colours), "layers.1.head.weight")).toBe("5@2 3@1 4@0");
  });

  it("a variable of such a layer, whose order it cannot say", () => {
    class Own implements Layer, CarriesValues {
      readonly gain = parameter(() => ones([12]));
      forward(x: Tensor) {
        return mul(x, this.gain);
      }
      carryValues({ given }: ValueFlow) {
        return given;
      }
    }
    expect(() => pytorchLayout(new Sequential([flatten, new Own()], colours))).toThrow(
      '"1" is given values in another',
    );
  });

  it("not a module that refers to itself", () => {
    const module: Record<string, object> = { fc: linear(2, 3) };
    module.self = module;
    expect([...pytorchLayout(module).keys()]).toEqual(["fc.weight", "fc.bias"]);
  });
});
