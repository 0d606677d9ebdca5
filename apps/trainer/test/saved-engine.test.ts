import { expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import { chooseDrawingEngine, chooseEngine, chooseSavedEngine } from "../src/engines/choose-engine.js";
import { asSaved, withOptions } from "../src/runs/open-run.js";

const { config } = composeConfig({ options: {} });
const saved = (engine: object) => asSaved({ ...config, ...engine }, "The checkpoint");

it("a run of the engine that was called tensorflow is of tfjs-node", () => {
  expect(saved({ engine: "tensorflow" }).engine).toBe("tfjs-node");
  expect(saved({ engine: "tensorflow", threads: 2 })).toMatchObject({ engine: "tensorflow", threads: 2 });
  expect(saved({ engine: "cpu" }).engine).toBe("cpu");
  // what is asked for is meant as it is called now
  expect(withOptions(saved({ engine: "cpu" }), { engine: "tensorflow" }).engine).toBe("tensorflow");
});

it("a setting of another engine is refused, whoever said which, and what is told to give is taken", async () => {
  const ofCuda = { engine: "cpu", provider: "cuda" } as const;
  const refused =
    'provider is "cuda", which is of the engine onnx; the engine is cpu. Give --engine onnx, or --provider cpu.';
  await expect(chooseEngine(ofCuda)).rejects.toThrow(refused);
  await expect(chooseSavedEngine(ofCuda)).rejects.toThrow(new RegExp(`${refused}$`)); // and no other remedy
  expect(await chooseSavedEngine({ ...ofCuda, provider: "cpu" })).toEqual({ engine: "cpu" });
  const rounded = { engine: "cpu", precision: "bfloat16" } as const;
  await expect(chooseSavedEngine(rounded)).rejects.toThrow(
    'precision is "bfloat16", which is of the engine tensorflow; the engine is cpu. Give --engine tensorflow, or --precision float32.',
  );
  expect(await chooseSavedEngine({ ...rounded, precision: "float32" })).toEqual({ engine: "cpu" });
  // each would have it that the other is not
  await expect(chooseEngine({ engine: "auto", precision: "bfloat16", provider: "cuda" })).rejects.toThrow(
    "provider is",
  );
});

it("what is drawn takes neither a precision nor a provider", async () => {
  expect(await chooseDrawingEngine({ engine: "cpu", provider: "cuda", precision: "bfloat16" })).toEqual({
    engine: "cpu",
  });
});
