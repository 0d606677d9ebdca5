import { setBackend } from "@tensorflow/tfjs-core";
import { inject, it } from "vitest";
import { expectSameResults, layerCases, layerResults } from "./layer-cases.js";

const name = inject("backend");

it.each(Object.entries(layerCases))("%s gives the same as on cpu", async (_, create) => {
  await setBackend("cpu");
  const expected = await layerResults(create);
  await setBackend(name);
  expectSameResults(await layerResults(create), expected);
});
