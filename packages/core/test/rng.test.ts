import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(() => setBackend("cpu"));

describe("createRng", () => {
  // pinned: checkpoints and published runs depend on them
  it("gives the same draws for ever", () => {
    const rng = createRng(42);
    expect([rng.random(), rng.random()]).toMatchInlineSnapshot(`
      [
        0.25310700363479555,
        0.9312297233846039,
      ]
    `);
    expect([...rng.normal([3]).dataSync()]).toMatchInlineSnapshot(`
      [
        -0.4246866703033447,
        0.066138856112957,
        -3.057114601135254,
      ]
    `);
    expect([...rng.uniform([2], -1, 1).dataSync()]).toMatchInlineSnapshot(`
      [
        -0.9710136651992798,
        0.15304052829742432,
      ]
    `);
    expect(rng.fork("dropout").random()).toMatchInlineSnapshot(`0.27866914914920926`);
  });

  it("gives tensors of the shape, with the values of the fills", () => {
    const values = new Float32Array(6);
    createRng(7).fillNormal(values);
    const drawn = createRng(7).normal([2, 3]);
    expect(drawn.shape).toEqual([2, 3]);
    expect(drawn.dataSync()).toEqual(values);
    createRng(7).fillUniform(values, -2, 5);
    expect(createRng(7).uniform([6], -2, 5).dataSync()).toEqual(values);
    expect(createRng(7).normal([]).shape).toEqual([]);
    expect(createRng(7).normal([0, 3]).shape).toEqual([0, 3]);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])("refuses %d", (seed) => {
    expect(() => createRng(seed)).toThrow(`The seed ${seed} is not a non-negative integer below 2^53.`);
  });

  it("differs between seeds", () => {
    const first = [0, 1, 2, 3, 1000, 2 ** 32, 2 ** 32 + 1].map((seed) => createRng(seed).random());
    expect(new Set(first).size).toBe(first.length);
  });
});

describe("a fork", () => {
  it("depends on seed and label, not on what was drawn, and takes nothing from its parent", () => {
    const [used, fresh] = [createRng(1), createRng(1)];
    used.normal([100]);
    const position = used.state();
    expect(used.fork("a").random()).toBe(fresh.fork("a").random());
    expect(used.state()).toEqual(position);
  });

  it("differs by label, depth and seed", () => {
    const rng = createRng(1);
    const forks = [
      rng,
      rng.fork("a"),
      rng.fork("b"),
      rng.fork("a").fork("b"),
      rng.fork("b").fork("a"),
      createRng(2).fork("a"),
    ];
    expect(new Set(forks.map((fork) => fork.random())).size).toBe(forks.length);
  });

  it("is uncorrelated with its parent and its siblings", () => {
    const count = 200_000;
    const streams = [createRng(1), createRng(1).fork("1"), createRng(1).fork("2"), createRng(2)].map((rng) => {
      const values = new Float32Array(count);
      rng.fillNormal(values);
      return values;
    });
    for (const [i, a] of streams.entries()) {
      for (const b of streams.slice(i + 1)) {
        const correlation = a.reduce((total, value, k) => total + value * b[k]!, 0) / count;
        expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(count));
      }
    }
  });
});

describe("state and restore", () => {
  it("go through JSON, in the middle of a stream, forks included", () => {
    const rng = createRng(9);
    rng.normal([17]);
    const state = JSON.parse(JSON.stringify(rng.state()));
    const expected = [rng.random(), ...rng.normal([50]).dataSync(), rng.fork("a").random()];
    const other = createRng(0);
    other.restore(state);
    expect([other.random(), ...other.normal([50]).dataSync(), other.fork("a").random()]).toEqual(expected);
  });

  it("refuse what is not four words", () => {
    const { key, words } = createRng(1).state();
    const damaged = [
      { key, words: [1, 2, 3] },
      { key, words: [1, 2, 3, -4] },
      { key: null, words },
    ];
    const rng = createRng(1);
    const messages = damaged.map((state) => {
      try {
        rng.restore(state as never);
        return "";
      } catch (error) {
        return `${error}`;
      }
    });
    expect(messages).toMatchInlineSnapshot(`
      [
        "GenlabError: The rng state's words are [1,2,3], not four unsigned 32-bit integers.",
        "GenlabError: The rng state's words are [1,2,3,-4], not four unsigned 32-bit integers.",
        "GenlabError: The rng state's key words are null, not four unsigned 32-bit integers.",
      ]
    `);
    expect(rng.state()).toEqual({ key, words });
  });
});
