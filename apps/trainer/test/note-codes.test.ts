import "@tensorflow/tfjs-backend-cpu";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromArrays } from "@genlab/data";
import { EagerExecutor } from "@genlab/trainers";
import type { RunFolder } from "@genlab/trainers/node";
import { slice, type Tensor, tile } from "@tensorflow/tfjs-core";
import { describe, expect, it, vi } from "vitest";
import { noteCodes } from "../src/outputs/note-codes.js";
import type { Run } from "../src/runs/create-run.js";
import { workFolder } from "./genlab.js";

const folder = workFolder();

function run(encode: (x: Tensor) => Tensor, shape: readonly [number, number]): Run {
  const model = { encode, variables: () => new Map() };
  return {
    config: { seed: 1, batchSize: 4 },
    data: {
      test: fromArrays({ x: { data: new Float32Array(shape[0] * shape[1]).fill(1), shape } }),
    },
    trainer: { state: {}, model, step: 7, executor: new EagerExecutor() },
  } as never;
}

/** What is noted, and what is said on the standard error. */
async function noted(name: string, ...given: Parameters<typeof run>) {
  const file = join(folder.path, name);
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    await noteCodes(run(...given), { file: () => file } as unknown as RunFolder);
    const codes = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
    return { codes, stderr: said.mock.calls.map(([text]) => text).join("") };
  } finally {
    said.mockRestore();
  }
}

describe("codes are noted for the report", () => {
  it("of 500 examples, in batches of the run's size at most", async () => {
    const sizes = new Set<number>();
    const { codes, stderr } = await noted(
      "many.json",
      (x) => {
        sizes.add(x.shape[0]!);
        return slice(x, [0, 0], [-1, 2]);
      },
      [600, 3],
    );
    expect(stderr).toBe("");
    expect([codes.step, codes.size, codes.points.length]).toEqual([7, 2, 500]);
    expect(sizes).toEqual(new Set([4]));
  });

  it("of fewer where examples or codes are large, and of none where two are too many", async () => {
    const few = await noted("examples.json", (x) => slice(x, [0, 0], [-1, 2]), [4, 2 ** 21]);
    expect(few.codes.points).toHaveLength(2);
    const large = await noted("codes.json", (x) => tile(x, [1, 2 ** 15]), [9, 2]);
    expect([large.codes.size, large.codes.points.length]).toEqual([2 ** 16, 4]);
    expect(await noted("none.json", (x) => tile(x, [1, 2 ** 17]), [2, 2])).toEqual({ codes: undefined, stderr: "" });
  });

  it("and a model that fails at it costs a line, not the run", async () => {
    const failing = await noted("failing.json", () => {
      throw new Error("no memory");
    }, [5, 2]);
    expect(failing).toEqual({
      codes: undefined,
      stderr: "The codes of held-out examples are not noted: no memory\n",
    });
  });
});
