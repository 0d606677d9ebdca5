import "@tensorflow/tfjs-backend-cpu";
import {
  type Context,
  cloneModule,
  createContext,
  createRng,
  delegate,
  type Layer,
  parameter,
  type Samples,
} from "@genlab/core";
import { add, mul, ones, setBackend, type Tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const context = () => createContext({ rng: createRng(1) });

class Scale implements Layer {
  readonly weight = parameter(() => ones([1]));

  forward(x: Tensor): Tensor {
    return mul(x, this.weight);
  }
}

interface Shifts {
  shift(x: Tensor, by: number): Tensor;
}

class Part implements Samples, Shifts {
  readonly layer: Layer;

  constructor(layer: Layer) {
    this.layer = layer;
  }

  sample(count: number, context: Context): Tensor {
    return this.layer.forward(ones([count]), context);
  }

  shift(x: Tensor, by: number): Tensor {
    return add(this.layer.forward(x, context()), by);
  }
}

class Whole {
  readonly layer = new Scale();
  readonly part: Part = new Part(this.layer);
}
interface Whole extends Samples, Shifts {}
delegate(Whole, "part", ["sample", "shift"]);

const drawn = (whole: Whole) => [...whole.sample(2, context()).dataSync()];

describe("delegate", () => {
  it("gives a class the methods of its part, with their arguments", () => {
    const whole = new Whole();
    expect(drawn(whole)).toEqual([1, 1]);
    expect([...whole.shift(ones([2]), 3).dataSync()]).toEqual([4, 4]);
  });

  it("calls the part of the object that it is called on", () => {
    const [first, second] = [new Whole(), new Whole()];
    second.layer.weight.assign(mul(ones([1]), 5));
    expect([drawn(first), drawn(second)]).toEqual([
      [1, 1],
      [5, 5],
    ]);
  });

  it("calls a copy's own part, whose variables are those of the copy", () => {
    const whole = new Whole();
    const copies = [2, 3].map((factor) => {
      const copy = cloneModule(whole);
      copy.layer.weight.assign(mul(ones([1]), factor));
      return copy;
    });
    expect([whole, ...copies, cloneModule(copies[1]!)].map(drawn)).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [3, 3],
    ]);
  });

  it("leaves methods that can be changed, and that are no property of objects", () => {
    expect(Object.keys(new Whole())).toEqual(["layer", "part"]);
    expect(Object.keys(Whole.prototype)).toEqual([]);
    class Own extends Whole {
      override shift(x: Tensor): Tensor {
        return x;
      }
    }
    expect([...new Own().shift(ones([1])).dataSync()]).toEqual([1]);
    expect(drawn(new Own())).toEqual([1, 1]);
  });
});
