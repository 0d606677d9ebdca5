import { GenlabError, holdLayers, type Layer, namedVariables, parameter } from "@genlab/core";
import { scalar } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { describe, expect, it } from "vitest";

interface PairNetworks {
  readonly first: Layer;
  readonly second: Layer;
}

export interface Pair extends PairNetworks {}

export class Pair {
  constructor(networks: PairNetworks) {
    holdLayers("Pair", this, networks, ["first", "second"]);
  }
}

const layer = (): Layer => {
  const weight = parameter(() => scalar(1));
  return { weight, forward: (x) => x } as Layer;
};

describe("layers that a model holds", () => {
  it("are its own fields, in one order however they are given", () => {
    const [first, second] = [layer(), layer()];
    const model = new Pair({ second, first });
    expect([model.first, model.second]).toEqual([first, second]);
    expect([...namedVariables(model).keys()]).toEqual(["first.weight", "second.weight"]);
  });

  it("are layers, and those that it has", () => {
    const made = (networks: object) => () => new Pair(networks as PairNetworks);
    expect(made({ first: layer() })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`second\` of Pair is undefined. Expected what has forward(), such as a Sequential.]`,
    );
    expect(made({ first: layer(), second: layer(), third: layer() })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Pair has no option "third". Known options: first, second.]`,
    );
    expect(made({ first: 1, second: layer() })).toThrow(GenlabError);
  });
});
