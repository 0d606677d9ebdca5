import "@tensorflow/tfjs-backend-cpu";
import { canSample, createContext, createRng, disposeModule, type Model, namedVariables } from "@genlab/core";
import { decodeSafetensors, encodeSafetensors } from "@genlab/safetensors";
import { elbo } from "@genlab/vae";
import { createModel, loadModel, type ModelConfiguration, models, saveModel } from "@genlab/zoo";
import { div, memory, ones, setBackend, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { shape, tiny, variants } from "./tiny.js";

beforeAll(() => setBackend("cpu"));

const created = (configuration: ModelConfiguration) => createModel(configuration, { shape, rng: createRng(1) });
const valuesOf = (model: Model) =>
  [...namedVariables(model)].map(([path, variable]) => [path, variable.shape, [...variable.dataSync()]]);
const vae = { type: "vae", latent: 2, hidden: [5], network: "dense" } as const;

it.each([...tiny, ...variants])("keeps %s", async (_, configuration) => {
  const model = created(configuration);
  const bytes = await saveModel(model, { configuration, shape });
  const before = memory().numTensors;
  const loaded = loadModel(bytes);
  expect(loaded.constructor).toBe(model.constructor);
  expect(valuesOf(loaded)).toEqual(valuesOf(model));
  if (canSample(model) && canSample(loaded)) {
    const draw = (from: typeof model) =>
      tidy(() => [...from.sample(2, createContext({ rng: createRng(2) })).dataSync()]);
    expect(draw(loaded)).toEqual(draw(model));
  }
  disposeModule(loaded);
  expect(memory().numTensors).toBe(before);
  disposeModule(model);
});

it("notes every setting, so that the file outlives a change of defaults", async () => {
  const bytes = await saveModel(created(vae), { configuration: vae, shape });
  const { metadata } = decodeSafetensors(bytes);
  const noted = JSON.parse(metadata.model!);
  expect(noted).toMatchObject({ ...vae, shape, beta: 1, likelihood: "auto" });
  for (const [name, setting] of Object.entries(models.vae.settings)) {
    if ("default" in setting) expect(noted).toHaveProperty(name);
  }
});

describe("refuses", () => {
  it("an origin that makes another model", async () => {
    const model = created(vae);
    const before = memory().numTensors;
    const saving = saveModel(model, { configuration: { ...vae, latent: 3 }, shape });
    await expect(saving).rejects.toThrow("decoder.layers.0.weight (expected float32 [3,5], got float32 [2,5])");
    expect(memory().numTensors).toBe(before);
  });

  it("a setting that is a function", async () => {
    const objective = elbo();
    const configuration = { ...vae, objective } as unknown as ModelConfiguration;
    await expect(saveModel(created(configuration), { configuration, shape })).rejects.toThrow(
      '"objective" of model "vae" is a function, which no file can hold.',
    );
  });

  it("values that are not finite", async () => {
    const model = created(vae);
    const [path, variable] = namedVariables(model).entries().next().value!;
    tidy(() => variable.assign(div(ones(variable.shape), 0)));
    await expect(saveModel(model, { configuration: vae, shape })).rejects.toThrow(
      `"${path}" holds a value that is not`,
    );
  });

  it("a bit that is another one, wherever it is", async () => {
    const bytes = await saveModel(created(vae), { configuration: vae, shape });
    const before = memory().numTensors;
    const step = Math.ceil(bytes.length / 100);
    for (let place = 0; place < bytes.length; place += step) {
      const damaged = bytes.slice();
      damaged[place]! ^= 1 << (place % 8);
      expect(() => loadModel(damaged), `byte ${place}`).toThrow();
    }
    expect(memory().numTensors).toBe(before);
    expect(loadModel(bytes)).toBeDefined();
  });

  it("files of another kind, and values that do not fit, with no tensor left", async () => {
    const bytes = await saveModel(created(vae), { configuration: vae, shape });
    const { arrays, metadata } = decodeSafetensors(bytes);
    const before = memory().numTensors;
    expect(() => loadModel(encodeSafetensors(arrays), { name: "a.safetensors" })).toThrow(
      "a.safetensors: it does not say what model it is of.",
    );
    expect(() => loadModel(encodeSafetensors(arrays, { format: "genlab-checkpoint-1" }))).toThrow(
      'the format is "genlab-checkpoint-1"',
    );
    expect(() => loadModel(encodeSafetensors(arrays, { ...metadata, model: "{" }))).toThrow("is damaged");
    const [first] = arrays.keys();
    arrays.delete(first!);
    const { checksum: _, ...changed } = metadata; // on purpose
    expect(() => loadModel(encodeSafetensors(arrays, changed))).toThrow(`missing: ${first}`);
    expect(memory().numTensors).toBe(before);
  });
});
