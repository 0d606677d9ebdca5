import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, it } from "vitest";
import { expectAsEager, recipes } from "../../zoo/test/recipes-as-eager.js";
import { createWasmExecutor } from "../src/index.js";

/**
 * Sums are made in another order. The adversarial autoencoder multiplies that: its variables differ by 4e-7 after five steps, by 2.3e-4 after
 * fifty, and eagerly by 2.5e-5 where weights of one layer were 1.00000012 times what they are. All others stay within 1e-4.
 */
const BOUND = 3e-4;

beforeAll(async () => {
  await setBackend("cpu");
});

describe("the steps of every model in WebAssembly are those of the eager executor on the cpu backend", () => {
  it.each(recipes)("$name", (recipe) => expectAsEager(recipe, createWasmExecutor(), BOUND));
});
