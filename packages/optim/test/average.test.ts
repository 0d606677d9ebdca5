import "@tensorflow/tfjs-backend-cpu";
import { buffer, cloneModule, disposeModule, GenlabError, parameter } from "@genlab/core";
import { averageDecay, updateAverage } from "@genlab/optim";
import { linspace, memory, scalar, setBackend, tensor1d } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { contextAt } from "./problem.js";

await setBackend("cpu");

const createModel = () => ({
  weight: parameter(() => tensor1d([0, 3])),
  count: buffer(() => scalar(0, "int32")),
});

describe("updateAverage", () => {
  it("averages parameters and copies buffers", () => {
    const model = createModel();
    const average = cloneModule(model);
    model.weight.assign(tensor1d([1, 3]));
    model.count.assign(scalar(7, "int32"));
    for (let step = 0; step < 3; step++) updateAverage(average, model, 0.5, contextAt(step));
    // 1 - 0.5³
    expect([...average.weight.dataSync()]).toEqual([0.875, 3]);
    expect([...average.count.dataSync()]).toEqual([7]);
    model.count.assign(scalar(8, "int32"));
    expect([...average.count.dataSync()]).toEqual([7]);
  });

  it("leaves a mean that equals the parameter exactly as it is", () => {
    const model = { weight: parameter(() => linspace(0, 1, 1000)) };
    const average = cloneModule(model);
    for (let step = 0; step < 50; step++) updateAverage(average, model, 0.9, contextAt(step));
    expect(average.weight.dataSync()).toEqual(model.weight.dataSync());
  });

  it("takes a schedule", () => {
    const model = createModel();
    const average = cloneModule(model);
    model.weight.assign(tensor1d([1, 3]));
    updateAverage(average, model, averageDecay(0.9), contextAt(8)); // decay 0.5
    expect([...average.weight.dataSync()]).toEqual([0.5, 3]);
  });

  it("holds no tensor, and the model may go before the average", () => {
    const before = memory().numTensors;
    const model = createModel();
    const average = cloneModule(model);
    for (let step = 0; step < 100; step++) updateAverage(average, model, 0.5, contextAt(step));
    expect(memory().numTensors - before).toBe(4);
    disposeModule(model);
    expect([...average.weight.dataSync(), ...average.count.dataSync()]).toEqual([0, 3, 0]);
    disposeModule(average);
    expect(memory().numTensors).toBe(before);
  });

  it("refuses an average of another model", () => {
    const { weight } = createModel();
    expect(() => updateAverage(createModel(), { weight }, 0.5, contextAt(0))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The average has "count", which the model lacks. Make the average with cloneModule(model).]`,
    );
    const wider = { ...createModel(), weight: parameter(() => tensor1d([1, 2, 3])) };
    expect(() => updateAverage(createModel(), wider, 0.5, contextAt(0))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: "weight" has shape [3] in the model, [2] in the average. Make the average with cloneModule(model).]`,
    );
  });

  it("refuses a decay that would take the average away from the model, or nowhere", () => {
    const model = createModel();
    const average = cloneModule(model);
    expect(() => updateAverage(average, model, 1.5, contextAt(0))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`decay\` of updateAverage is 1.5. Expected a number from 0 to 1.]`,
    );
    for (const decay of [-0.1, Number.NaN]) {
      expect(() => updateAverage(average, model, decay, contextAt(0))).toThrow(GenlabError);
    }
  });
});
