import { describe, expect, test } from "vitest";
import { kindNames, kindOf } from "../src/plane/kinds/kinds.js";
import { accepts, isNumeric } from "../src/plane/kinds/setting.js";
import { shadesOf } from "../src/plane/picture/draw-heat.js";
import { shareOutside } from "../src/plane/picture/outside.js";
import { changesOf, situationAt, specOf } from "../src/plane/plan.js";
import { Curves, thinned, upTo } from "../src/plane/run/curves.js";
import { Kept } from "../src/plane/run/kept.js";
import { Lockstep } from "../src/plane/run/lockstep.js";
import { settingChanges, suits, withChange } from "../src/plane/setting-change.js";
import { choiceOf, slotChoices } from "../src/plane/slot-choice.js";
import { curvesCsv } from "../src/playground/save/curves-csv.js";

const common = { data: "ring", strokes: "", seed: 1, batch: 128 } as const;

describe("models in the address", () => {
  const field = slotChoices(["gan"]);

  test("go to text and back with what is not initial", () => {
    const choices = [
      choiceOf("vae"),
      { kind: "gan", values: { ...choiceOf("gan").values, rate: 0.0005, game: "hinge" } } as const,
    ];
    expect(field.write(choices)).toBe("vae,gan:rate:0.0005:game:hinge");
    expect(field.read("vae,gan:rate:0.0005:game:hinge")).toEqual(choices);
  });

  test.each(["", "nothing", "gan:rate", "gan:rate:0", "gan:rate:x", "gan:game:chess", "gan:toString:1", "gan:rate:"])(
    "are not read from %j",
    (text) => expect(field.read(text)).toBeUndefined(),
  );

  test("are four at most", () => {
    expect(field.read("gan,gan,gan,gan,gan")).toHaveLength(4);
  });
});

test.each(kindNames)("the initial settings of %s are among those that it takes", (name) => {
  for (const setting of Object.values(kindOf(name).settings)) {
    expect(accepts(setting, setting.initial)).toBe(true);
    if (isNumeric(setting)) expect(setting.values).toContain(setting.initial);
  }
});

describe("changes of settings", () => {
  const changes = [
    { slot: 0, step: 500, key: "rate", value: 3e-5 },
    { slot: 1, step: 800, key: "batch", value: 64 },
    { slot: 0, step: 900, key: "game", value: "hinge" },
  ] as const;

  test("go to text and back", () => {
    expect(settingChanges.write(changes)).toBe("0@500:rate:0.00003,1@800:batch:64,0@900:game:hinge");
    expect(settingChanges.read(settingChanges.write(changes))).toEqual(changes);
    expect(settingChanges.read("0@500")).toBeUndefined();
  });

  test("forget what was later for the same model, and replace what was at the same step", () => {
    const earlier = withChange(changes, { slot: 0, step: 500, key: "rate", value: 1 });
    expect(earlier).toEqual([changes[1], { slot: 0, step: 500, key: "rate", value: 1 }]);
    const other = withChange(changes, { slot: 1, step: 900, key: "rate", value: 1 });
    expect(other).toHaveLength(4);
  });

  test("are those that the models can have while they train", () => {
    const models = [choiceOf("gan"), choiceOf("ae")];
    const one = (slot: number, key: string, value: number | string) => suits([{ slot, step: 5, key, value }], models);
    expect(one(0, "rate", 1e-4) && one(1, "batch", 64) && one(0, "game", "hinge")).toBe(true);
    expect(one(2, "rate", 1e-4)).toBe(false); // there is no third model
    expect(one(0, "width", 8)).toBe(false); // other networks
    expect(one(1, "game", "hinge")).toBe(false);
    expect(one(0, "rate", -1)).toBe(false);
    expect(one(1, "batch", -3)).toBe(false);
    expect(one(1, "batch", 16.5)).toBe(false);
  });

  test("hold from their steps on", () => {
    const first = { batch: 128, values: { rate: 1e-3, game: "minimax" } };
    const own = [...changes.filter(({ slot }) => slot === 0), { slot: 0, step: 600, key: "batch", value: 32 }];
    expect(situationAt(499, first, own)).toEqual(first);
    expect(situationAt(500, first, own)).toEqual({ batch: 128, values: { rate: 3e-5, game: "minimax" } });
    expect(situationAt(900, first, own)).toEqual({ batch: 32, values: { rate: 3e-5, game: "hinge" } });
  });

  test("become settings of the session", () => {
    const choice = choiceOf("ae");
    const [change] = changesOf(common, choice, [{ slot: 0, step: 7, key: "rate", value: 0.01 }]);
    expect(change?.step).toBe(7);
    expect(change?.spec).toEqual(specOf(common, { ...choice, values: { ...choice.values, rate: 0.01 } }));
  });
});

describe("lockstep", () => {
  test("lets none get further ahead than the lead", async () => {
    const lockstep = new Lockstep(
      new Map([
        [0, 0],
        [1, 0],
      ]),
      10,
    );
    expect(lockstep.end).toBe(10);
    const fast = settled(lockstep.reached(0, 10));
    expect(await fast()).toBe("waits");
    expect(await lockstep.reached(1, 3)).toEqual({ until: 13 });
    expect(await fast()).toBe("waits"); // for half of the lead
    expect(await lockstep.reached(1, 5)).toEqual({ until: 15 });
    expect(await fast()).toEqual({ until: 15 });
  });

  test("lets all come to the limit, however near it is", async () => {
    const members = new Map([0, 1].map((member) => [member, 0]));
    const lockstep = new Lockstep(members, 10, 12);
    const fast = settled(lockstep.reached(0, 11));
    expect(await fast()).toBe("waits");
    expect(await lockstep.reached(1, 2)).toEqual({ until: 12 });
    expect(await fast()).toEqual({ until: 12 });
    expect(await lockstep.reached(0, 12)).toEqual({ until: 12 });
  });

  test("does not wait for one that left, and holds nobody when it is dissolved", async () => {
    const members = new Map([0, 1, 2].map((member) => [member, 0]));
    const lockstep = new Lockstep(members, 5);
    const first = settled(lockstep.reached(0, 5));
    const second = settled(lockstep.reached(1, 2));
    expect(await first()).toBe("waits");
    expect(await second()).toEqual({ until: 5 });
    lockstep.leave(2);
    expect(await lockstep.reached(1, 4)).toEqual({ until: 9 });
    expect(await first()).toEqual({ until: 9 });
    const held = settled(lockstep.reached(0, 9));
    expect(await held()).toBe("waits");
    lockstep.dissolve();
    expect(await held()).toEqual({});
    expect(await lockstep.reached(0, 99)).toEqual({});
  });
});

describe("what is kept", () => {
  test("is every milestone at first, then every second one, and so on", () => {
    const kept = new Kept<number>(50, 4);
    for (let step = 0; step <= 200; step += 50) kept.add(step, step);
    expect(kept.steps).toEqual([0, 100, 200]);
    for (let step = 250; step <= 600; step += 50) kept.add(step, step);
    expect(kept.steps).toEqual([0, 200, 400, 600]);
    expect(kept.last).toEqual({ step: 600, item: 600 });
    expect(kept.at(400)).toBe(400);
    expect(kept.at(450)).toBeUndefined();
  });

  test("ends where the run went back to", () => {
    const kept = new Kept<string>(50, 10);
    for (const step of [0, 50, 100, 150]) kept.add(step, `${step}`);
    kept.cut(60);
    expect(kept.steps).toEqual([0, 50]);
  });

  test("is every milestone again when the run begins anew", () => {
    const kept = new Kept<number>(50, 2);
    for (const step of [0, 50, 100, 150]) kept.add(step, step);
    kept.cut(0);
    kept.add(50, 50);
    expect(kept.steps).toEqual([0, 50]);
  });
});

describe("curves", () => {
  const curves = new Curves();
  for (const step of [10, 20, 30])
    curves.report({ step, losses: { gan: { total: step / 10, ...(step > 10 && { fake: 1 }) } } });
  curves.measure(25, {
    are: "samples",
    coverage: { modes: 8, found: 3, highQuality: 0.5 },
    distance: 0.75,
    baseline: 0.25,
  });

  test("are a value for each step, null where there was none", () => {
    expect(curves.losses).toEqual({
      steps: [10, 20, 30],
      values: { "gan/total": [1, 2, 3], "gan/fake": [null, 1, 1] },
    });
  });

  test("are saved as a line for each number", () => {
    const { losses, quality } = curves;
    expect(curvesCsv([{ slot: 1, kind: "gan", losses, quality }])).toMatchInlineSnapshot(`
      "slot,model,step,name,value
      1,gan,10,gan/total,1
      1,gan,20,gan/total,2
      1,gan,20,gan/fake,1
      1,gan,30,gan/total,3
      1,gan,30,gan/fake,1
      1,gan,25,modes,3
      1,gan,25,highQuality,0.5
      1,gan,25,distance,0.75
      "
    `);
  });

  test("are thinned, but keep their last point", () => {
    const steps = Array.from({ length: 10 }, (_, i) => i);
    expect(thinned({ steps, values: { a: steps } }, 4)).toEqual({ steps: [0, 3, 6, 9], values: { a: [0, 3, 6, 9] } });
    expect(thinned({ steps, values: {} }, 3).steps).toEqual([0, 4, 8, 9]);
    expect(thinned({ steps, values: {} }, 3, 6.5).steps).toEqual([0, 4, 6, 8, 9]); // and the one that is shown
  });

  test("of an earlier step have what came before it, and that step", () => {
    expect(upTo(curves.losses, 25)).toEqual({
      steps: [10, 20],
      values: { "gan/total": [1, 2], "gan/fake": [null, 1] },
    });
    expect(upTo(curves.losses, 5).steps).toEqual([]);
  });

  test("end where the run went back to", () => {
    curves.cut(20);
    expect(curves.losses.steps).toEqual([10, 20]);
    expect(curves.quality.steps).toEqual([]);
  });
});

test("points outside of a picture are counted, and those that are no numbers, but not a stray one", () => {
  expect(shareOutside([0, 0, 1.5, -1.5, 1.6, 0, 0, Number.NaN], 1.5)).toBe(0.5);
  expect(
    shareOutside(
      Float32Array.from({ length: 200 }, (_, i) => (i === 0 ? 9 : 0)),
      1.5,
    ),
  ).toBe(0);
  expect(shareOutside(null, 1)).toBe(0);
});

describe("shades of a judgement", () => {
  test("of logits are twice the probability, less one", () => {
    // σ(ln 3) = 3/4
    const shades = shadesOf([0, Math.log(3), -Math.log(3), 1e9], "logit");
    expect([...shades].map((shade) => Number(shade.toFixed(6)))).toEqual([0, 0.5, -0.5, 1]);
  });

  test("without a scale are 0 at the median, and of the same sign as the difference from it", () => {
    const [low, middle, high] = shadesOf([-3, 100, 7000], "critic");
    expect(middle).toBe(0);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
    expect([...shadesOf([5, 5, 5], "error")]).toEqual([0, 0, 0]);
  });
});

/** What a promise gave by now. */
function settled<T>(promise: Promise<T>): () => Promise<T | "waits"> {
  return () => Promise.race([promise, new Promise<"waits">((resolve) => setTimeout(() => resolve("waits"), 5))]);
}
