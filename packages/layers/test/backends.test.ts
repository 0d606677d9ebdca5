import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import { prepareBackend } from "@genlab/backends";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, it } from "vitest";
import { expectSameResults, layerCases, layerResults } from "./layer-cases.js";

beforeAll(() => prepareBackend("wasm"));

it.each(Object.entries(layerCases))("%s gives the same on wasm as on cpu", async (_, create) => {
  await setBackend("cpu");
  const expected = await layerResults(create);
  await setBackend("wasm");
  expectSameResults(await layerResults(create), expected);
});
