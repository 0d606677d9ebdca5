import "@tensorflow/tfjs-backend-cpu";
import { CompiledExecutor } from "@genlab/graph";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, it } from "vitest";
import { expectAsEager, recipes } from "../../zoo/test/recipes-as-eager.js";
import { LIBRARY, openTensorflow } from "./open-tensorflow.js";

/** Three models have a variable that differs by up to 2e-4 of itself after fifty steps; all others stay within 1e-4. */
const BOUND = 3e-4;

beforeAll(async () => {
  await setBackend("cpu");
});

if (LIBRARY === undefined) it.skip("models in TensorFlow: TENSORFLOW=PATH/libtensorflow_cc.so.2 says where it is");
else {
  describe("the steps of every model in TensorFlow are those of the eager executor on the cpu backend", () => {
    it.each(recipes)("$name", (recipe) => expectAsEager(recipe, new CompiledExecutor(openTensorflow()), BOUND));
  });
}
