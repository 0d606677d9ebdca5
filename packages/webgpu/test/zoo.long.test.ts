import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, it } from "vitest";
import { expectAsEager, recipes } from "../../zoo/test/recipes-as-eager.js";
import { createWebgpuExecutor } from "../src/index.js";
import { openGpu } from "./open-gpu.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const gpu = await openGpu();

// hybrids have most: in software all of them take many minutes. ALL_RECIPES=1 tries them
const names = ["vae-gan", "vq-gan"];
const chosen = recipes.filter(({ name }) => process.env.ALL_RECIPES || names.includes(name));

describe.skipIf(!gpu)("the steps of models on WebGPU are those of the eager executor on the cpu backend", () => {
  it.each(chosen)("$name", async (recipe) =>
    expectAsEager(
      { ...recipe, steps: process.env.ALL_RECIPES ? recipe.steps : 5 },
      await createWebgpuExecutor({ ...(gpu && { gpu }), software: true }),
      1e-3,
    ),
  );
});
