import "@tensorflow/tfjs-backend-cpu";
import { createRng, disposeModule, type ModelRecipe, namedParameters } from "@genlab/core";
import {
  createModel,
  createOptimizers,
  type ModelConfiguration,
  models,
  type OptimizersConfiguration,
  optimizers,
} from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
// what `genlab train MODEL` does when no more is asked
import { defaults } from "../../../apps/trainer/src/config/run-config.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const types = Object.keys(models) as ModelConfiguration["type"][];

describe.each(types)("%s as it is by default", (type) => {
  const model = createModel({ type } as ModelConfiguration, { shape: [8, 8, 1], rng: createRng(1) });
  const phases = model.phases();
  disposeModule(model);

  it("comes to all of its phases in a run of the default length", () => {
    const steps = Array.from({ length: defaults.steps }, (_, step) => step);
    const idle = phases.filter(({ active }) => active && !steps.some(active)).map(({ name }) => name);
    expect(idle).toEqual([]);
  });

  it("has an optimizer that can be made, for each of its phases or for all", () => {
    const { optimizer }: ModelRecipe = models[type];
    if (optimizer === undefined) return;
    createOptimizers(optimizer as OptimizersConfiguration);
    if (Object.hasOwn(optimizers, `${optimizer.type}`)) return;
    expect(Object.keys(optimizer).sort()).toEqual(phases.map(({ name }) => name).sort());
  });
});

it("the stages of a default run end in time for the next", () => {
  const { pretrainingSteps, adversarialSteps } = models["staged-autoencoder-gan"].settings;
  expect(pretrainingSteps.default! + adversarialSteps.default!).toBeLessThan(defaults.steps);
  expect(models["capacity-vae"].settings.steps.default).toBeLessThan(defaults.steps);
});

// a squared error of a sigmoid may find no way back from outputs far from the data
it.each(types.filter((type) => "likelihood" in models[type].settings))("%s starts at the mean of the data", (type) => {
  const configuration = { type, likelihood: "squared-error", network: "dense" } as ModelConfiguration;
  const model = createModel(configuration, { shape: [2, 2, 1], rng: createRng(1) });
  const biases = () =>
    [...namedParameters(model)].filter(([path]) => path.endsWith("bias")).map(([, bias]) => [...bias.dataSync()]);
  const before = biases();
  model.startAtMean!(0.2);
  const moved = biases().filter((bias, i) => bias.join() !== before[i]!.join());
  // logit(0.2), for each of the four pixels
  expect(moved).toEqual([Array.from({ length: 4 }, () => expect.closeTo(Math.log(0.25), 5))]);
  disposeModule(model);
});
