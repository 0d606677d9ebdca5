import { expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
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
