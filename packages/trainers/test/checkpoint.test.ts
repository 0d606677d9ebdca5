import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { adam } from "@genlab/optim";
import { decodeSafetensors, encodeSafetensors } from "@genlab/safetensors";
import { decodeCheckpoint, encodeCheckpoint, restoreCheckpoint, sealCheckpoint, Trainer } from "@genlab/trainers";
import { scalar, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { batchOf, drawn, ToyModel } from "./toy-model.js";

beforeAll(async () => {
  await setBackend("cpu");
});

function trainerOf(seed: number) {
  const model = new ToyModel();
  Object.assign(model.overrides(), { a: { loss: drawn(model.a) } });
  return new Trainer(model, { optimizer: adam({ learningRate: 0.1 }), rng: createRng(seed), average: { decay: 0.9 } });
}

async function run(trainer: Trainer, steps: number) {
  for (let i = 0; i < steps; i++) for (const terms of (await trainer.update(batchOf(1, 2))).values()) terms.dispose();
}

describe("a checkpoint", () => {
  it("brings a run back bit for bit, draws included", async () => {
    const [whole, stopped, resumed] = [trainerOf(1), trainerOf(1), trainerOf(2)];
    await run(whole, 20);
    await run(stopped, 10);
    await restoreCheckpoint(resumed, decodeCheckpoint(await encodeCheckpoint(stopped, null)));
    await run(resumed, 10);
    expect(await encodeCheckpoint(resumed, null)).toEqual(await encodeCheckpoint(whole, null));
  });

  it("is read where an optimizer's state had its place in a chain, as where gradients were once clipped", async () => {
    const [trainer, other] = [trainerOf(1), trainerOf(2)];
    await run(trainer, 3);
    const checkpoint = decodeCheckpoint(await encodeCheckpoint(trainer, null));
    const former = [...checkpoint.arrays].map(
      ([path, array]) => [path.replace(/^(optimizers\.\w+)\./, "$1.1."), array] as const,
    );
    expect(former.some(([path]) => path.includes(".1.first"))).toBe(true);
    await restoreCheckpoint(other, { ...checkpoint, arrays: new Map(former) });
    expect(await encodeCheckpoint(other, null)).toEqual(await encodeCheckpoint(trainer, null));
  });

  it("holds the configuration, the step and the seed", async () => {
    const trainer = trainerOf(3);
    await run(trainer, 2);
    const { step, configuration, rng } = decodeCheckpoint(await encodeCheckpoint(trainer, { model: { type: "toy" } }));
    expect({ step, configuration, rng }).toEqual({
      step: 2,
      configuration: { model: { type: "toy" } },
      rng: trainer.rng.state(),
    });
  });

  it("is not made of values that are not finite", async () => {
    const trainer = trainerOf(1);
    trainer.model.a.assign(scalar(Number.NaN));
    await expect(encodeCheckpoint(trainer, null)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: "model.a" holds a value that is not finite at step 0. The checkpoint was not written.]`,
    );
    await expect(encodeCheckpoint(trainer, null)).rejects.toMatchObject({ step: 0, path: "model.a" });
  });
});

describe("a checkpoint that is not as it was written", () => {
  const saved = async () => {
    const trainer = trainerOf(1);
    await run(trainer, 3);
    return encodeCheckpoint(trainer, { model: { type: "toy" }, seed: 1 });
  };

  it("is refused: one bit in each eleven, flipped, and lengths that are shorter", async () => {
    const bytes = await saved();
    const accepted: string[] = [];
    const decodes = (file: Uint8Array) => {
      try {
        decodeCheckpoint(file);
        return true;
      } catch (error) {
        expect((error as Error).constructor.name).toMatch(/^(GenlabError|SafetensorsError)$/);
        return false;
      }
    };
    expect(decodes(bytes)).toBe(true);
    for (let bit = 0; bit < 8 * bytes.length; bit += 11) {
      const damaged = bytes.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      if (decodes(damaged)) accepted.push(`bit ${bit}`);
    }
    for (let length = 0; length < bytes.length; length += 5) {
      if (decodes(bytes.slice(0, length))) accepted.push(`${length} bytes`);
    }
    expect(accepted).toEqual([]);
  });

  it("says so, and what to do", async () => {
    const bytes = await saved();
    bytes[bytes.length - 1]! ^= 1;
    const message = (() => {
      try {
        return decodeCheckpoint(bytes, "run/checkpoint.safetensors").step;
      } catch (error) {
        return (error as Error).message.replace(/c:[0-9a-f]{8}/g, "c:…");
      }
    })();
    expect(message).toMatchInlineSnapshot(
      `"run/checkpoint.safetensors: the file is damaged. Its checksum is crc32c:…, and crc32c:… is noted in it. Take a copy of it; or, if it was changed on purpose, take "checksum" out of its metadata."`,
    );
  });

  it("but one from before there were checksums is read", async () => {
    const { arrays, metadata } = decodeSafetensors(await saved());
    const { checksum: _, ...old } = metadata;
    expect(decodeCheckpoint(encodeSafetensors(arrays, old)).step).toBe(3);
  });

  it("has the CRC-32C that its bytes have with zeros for the digits", async () => {
    const bytes = Buffer.from(await saved());
    const [, digits] = /"checksum":"crc32c:([0-9a-f]{8})"/.exec(bytes.toString("latin1"))!;
    bytes.write("00000000", bytes.indexOf(digits!), "latin1");
    let sum = -1; // bit by bit, as RFC 3720 has it
    for (const byte of bytes) {
      sum ^= byte;
      for (let i = 0; i < 8; i++) sum = (sum >>> 1) ^ (sum & 1 ? 0x82f63b78 : 0);
    }
    expect((~sum >>> 0).toString(16).padStart(8, "0")).toBe(digits);
  });
});

it("a checkpoint is of a trainer, with a configuration that JSON has a text for", async () => {
  await expect(encodeCheckpoint(trainerOf(1), { seed: 1n })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: The configuration is [object Object], which JSON has no text for (Do not know how to serialize a BigInt). Give objects, lists, texts and numbers.]`,
  );
  await expect(encodeCheckpoint(trainerOf(1), undefined)).rejects.toThrow("which JSON has no text for");
  await expect(encodeCheckpoint(trainerOf(1).model as never, null)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`trainer\` of encodeCheckpoint is {"a":"a tensor []","b":"a tensor []"}. Expected what has update() and pull(), such as new Trainer(model, { optimizer, rng }).]`,
  );
});

describe("restoring refuses, and leaves the trainer as it was,", () => {
  const saved = async () => encodeCheckpoint(trainerOf(1), null);
  const changed = async (change: (file: ReturnType<typeof decodeSafetensors>) => void) => {
    const file = decodeSafetensors(await saved());
    change(file);
    return sealCheckpoint(file.arrays, file.metadata);
  };

  it("what is no checkpoint, and a step that is none", async () => {
    const trainer = trainerOf(5);
    const bytes = await saved();
    const checkpoint = decodeCheckpoint(bytes);
    for (const wrong of [undefined, bytes, {}, { ...checkpoint, arrays: {} }, { ...checkpoint, rng: null }])
      await expect(restoreCheckpoint(trainer, wrong as never)).rejects.toThrow(
        "Give what `decodeCheckpoint(bytes)` gives",
      );
    for (const step of [-1, 1.5, "7"])
      await expect(restoreCheckpoint(trainer, { ...checkpoint, step } as never)).rejects.toThrow(
        "`step` of the checkpoint",
      );
    expect(trainer.step).toBe(0);
  });

  it("a checkpoint of another model", async () => {
    const bytes = await changed(({ arrays }) => {
      arrays.set("model.c", arrays.get("model.a")!);
      arrays.delete("model.a");
      arrays.set("model.b", { data: new Float32Array(2), shape: [2] });
    });
    const trainer = trainerOf(5);
    await run(trainer, 1);
    const before = await encodeCheckpoint(trainer, null);
    await expect(restoreCheckpoint(trainer, decodeCheckpoint(bytes))).rejects.toThrowErrorMatchingInlineSnapshot(`
      [GenlabError: The values do not fit the module.
        missing: model.a
        unexpected: model.c
        different: model.b (expected float32 [], got float32 [2])]
    `);
    expect(await encodeCheckpoint(trainer, null)).toEqual(before);
  });

  it("a broken rng state", async () => {
    const bytes = await changed(({ metadata }) => {
      metadata.rng = `{"key":[1,2,3,4],"words":[1,2,3,-4]}`;
    });
    const trainer = trainerOf(5);
    const before = await encodeCheckpoint(trainer, null);
    await expect(restoreCheckpoint(trainer, decodeCheckpoint(bytes))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The rng state's words are [1,2,3,-4], not four unsigned 32-bit integers.]`,
    );
    expect(await encodeCheckpoint(trainer, null)).toEqual(before);
  });

  it.each([
    ["format", "something else"],
    ["step", "-1"],
    ["configuration", "{"],
  ])("metadata whose %s is broken", async (field, value) => {
    const bytes = await changed(({ metadata }) => {
      metadata[field] = value;
    });
    expect(() => decodeCheckpoint(bytes, "run/checkpoint.safetensors")).toThrowErrorMatchingSnapshot();
  });
});
