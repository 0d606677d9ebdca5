import "@tensorflow/tfjs-backend-cpu";
import { namedVariables } from "@genlab/core";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { Session } from "../src/session/session.js";
import type { SessionSpec } from "../src/session/spec.js";

const spec: SessionSpec = {
  seed: 3,
  data: { type: "ring", examples: 100 },
  model: { type: "gan", network: "dense", latent: 2, hidden: [8], batchNorm: false },
  optimizer: { type: "adam", learningRate: 1e-3 },
  batchSize: 16,
  reportEvery: 5,
};

beforeAll(async () => {
  await setBackend("cpu");
});

describe("a session", () => {
  test("of the same making reports the same losses, however its steps are cut", async () => {
    const [one, other] = [await Session.open(spec), await Session.open(spec)];
    const whole = await one.advance(20);
    const parts = [...(await other.advance(3)), ...(await other.advance(9)), ...(await other.advance(8))];
    expect(whole.map(({ step }) => step)).toEqual([5, 10, 15, 20]);
    expect(parts).toEqual(whole);
    const different = await Session.open({ ...spec, seed: 4 });
    expect(await different.advance(20)).not.toEqual(whole);
    for (const session of [one, other, different]) session.dispose();
  });

  test("goes on from a snapshot exactly, over the end of an epoch", async () => {
    const session = await Session.open(spec);
    await session.advance(4);
    const bytes = await session.snapshot();
    const first = await session.advance(12);
    const last = await session.snapshot();
    await session.restore(bytes);
    expect(session.step).toBe(4);
    expect(await session.advance(12)).toEqual(first);
    expect(await session.snapshot()).toEqual(last);
    session.dispose();
  });

  test("takes other settings while it runs, and refuses other networks without harm", async () => {
    const session = await Session.open(spec);
    const frozen = { ...spec, optimizer: { type: "adam", learningRate: 0 } } as const;
    await session.advance(2);
    await session.set({ ...frozen, batchSize: 4 });
    const before = await session.look({ samples: { count: 3 } });
    await session.advance(2); // at a learning rate of 0 nothing moves
    expect(await session.look({ samples: { count: 3 } })).toEqual(before);
    await expect(
      session.set({ ...spec, model: { ...spec.model, hidden: [9] } as SessionSpec["model"] }),
    ).rejects.toThrow("The values do not fit the module");
    expect(session.step).toBe(4);
    expect(session.spec.batchSize).toBe(4);
    session.dispose();
  });

  test("does changes again at their steps, also after going back", async () => {
    const slow = { ...spec, optimizer: { type: "adam", learningRate: 1e-4 } } as const;
    const session = await Session.open(spec);
    await session.advance(5);
    const bytes = await session.snapshot();
    await session.advance(2);
    await session.set(slow);
    const byHand = await session.advance(8);
    const again = await Session.open(spec, [{ step: 7, spec: slow }]);
    expect((await again.advance(15)).slice(1)).toEqual(byHand);
    expect(again.spec).toBe(slow);
    await again.restore(bytes);
    expect(again.spec).toBe(spec);
    expect(await again.advance(10)).toEqual(byHand);
    expect(await session.snapshot()).toEqual(await again.snapshot());
    session.dispose();
    again.dispose();
  });

  test("forgets the changes of later steps when settings change before them", async () => {
    const slow = { ...spec, optimizer: { type: "adam", learningRate: 1e-4 } } as const;
    const session = await Session.open(spec, [{ step: 4, spec: slow }]);
    await session.advance(2);
    await session.set({ ...spec, batchSize: 8 });
    await session.advance(4);
    expect(session.spec).toEqual({ ...spec, batchSize: 8 });
    session.dispose();
  });

  test("holds no more tensors after steps, looks, snapshots and changes than before", async () => {
    const before = memory().numTensors;
    const session = await Session.open(spec);
    const open = memory().numTensors;
    await session.advance(7);
    await session.look({ samples: { count: 5 }, examples: { count: 5 } });
    await session.restore(await session.snapshot());
    await session.set({ ...spec, batchSize: 8 });
    expect(memory().numTensors).toBe(open);
    session.dispose();
    expect(memory().numTensors).toBe(before);
  });

  test("answers null where a model cannot", async () => {
    const session = await Session.open(spec);
    const { samples, encode } = await session.look({
      samples: { count: 4 },
      encode: { x: { data: new Float32Array(4), shape: [2, 2] } },
    });
    expect(samples?.shape).toEqual([4, 2]);
    expect(encode).toBeNull();
    session.dispose();
  });
});

test("a phase that trains alone moves its network and no other, and the run is the same again", async () => {
  const gan: SessionSpec = {
    seed: 1,
    data: { type: "ring", examples: 64 },
    model: { type: "gan", network: "dense", latent: 2, hidden: [4], batchNorm: false },
    optimizer: { type: "adam" },
    batchSize: 8,
  };
  const weightsOf = ({ model }: Session) =>
    Object.fromEntries([...namedVariables(model)].map(([path, variable]) => [path, [...variable.dataSync()]]));
  const session = await Session.open(gan);
  await session.advance(3);
  const before = weightsOf(session);
  await session.set({ ...gan, only: "generator" });
  await session.advance(1);
  const after = weightsOf(session);
  const moved = Object.keys(before).filter((path) => `${before[path]}` !== `${after[path]}`);
  expect(moved.length).toBeGreaterThan(0);
  expect(moved.every((path) => path.startsWith("generator."))).toBe(true);
  await session.set(gan);
  await session.advance(2);

  const changes = [
    { step: 3, spec: { ...gan, only: "generator" } },
    { step: 4, spec: gan },
  ];
  const again = await Session.open(gan, changes);
  await again.advance(6);
  expect(weightsOf(again)).toEqual(weightsOf(session));
  session.dispose();
  again.dispose();
  await expect(Session.open({ ...gan, only: "encoder" })).rejects.toThrow(
    'The model has no phase "encoder" to train alone. It has discriminator, generator.',
  );
});
