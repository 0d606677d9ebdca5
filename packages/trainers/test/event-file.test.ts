import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventFile, histogramOf } from "@genlab/trainers/node";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

// three records that TensorBoard's RecordWriter wrote, of its own protobuf
const BY_TENSORBOARD =
  "GAAAAAAAAACjf0siCQAAEED8VNlBGg1icmFpbi5FdmVudDoyM40v6Q8AAAAAAAAAbVMrCQkAAGBA/FTZQRAIOgIIAYf+OHKWAAAAAAAAAEwJdk0J" +
  "AACwQPxU2UEQrAIqhwEKEAoJdmFlL3RvdGFsFQAAoD8KFQoHc2FtcGxlcyIKCAIQAxgBIgIBAgpcCgd3ZWlnaHRzKlEJAAAAAAAA8L8RAAAAAAAA" +
  "AEAZAAAAAAAACEAhAAAAAAAA+D8pAAAAAAAAFUAyEAAAAAAAAOA/AAAAAAAAAEA6EAAAAAAAAABAAAAAAAAA8D/VaBRA";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "genlab-events-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  return rm(folder, { recursive: true });
});

const at = (seconds: number) => vi.spyOn(Date, "now").mockReturnValue(1000 * seconds);
const image = { width: 3, height: 2, channels: 1, png: Uint8Array.of(1, 2) } as const;

describe("an event file", () => {
  it("is, byte for byte, what TensorBoard writes of the same events", async () => {
    at(1_700_000_000.25);
    const begun = await EventFile.create(folder);
    const version = await readFile(begun.path);
    at(1_700_000_001.5);
    const resumed = await EventFile.create(folder, { start: 7 });
    const restart = (await readFile(resumed.path)).subarray(version.length);
    at(1_700_000_002.75);
    const { length } = await readFile(begun.path);
    await begun.write(300, [
      { tag: "vae/total", scalar: 1.25 },
      { tag: "samples", image },
      {
        tag: "weights",
        histogram: { least: -1, most: 2, count: 3, sum: 1.5, sumOfSquares: 5.25, limits: [0.5, 2], counts: [2, 1] },
      },
    ]);
    const written = Buffer.concat([version, restart, (await readFile(begun.path)).subarray(length)]);
    expect(written.toString("base64")).toBe(BY_TENSORBOARD);
  });

  it("is one of its own for each opening", async () => {
    await Promise.all([EventFile.create(join(folder, "train")), EventFile.create(join(folder, "train"))]);
    expect(await readdir(join(folder, "train"))).toHaveLength(2);
  });

  it("says what is wrong", async () => {
    const file = await EventFile.create(folder);
    await expect(file.write(-1, [])).rejects.toThrow("EventFile");
    await rm(folder, { recursive: true });
    await expect(EventFile.create(join(file.path, "below"))).resolves.toBeDefined(); // folders are made
    await rm(folder, { recursive: true });
    await expect(file.write(1, [])).rejects.toThrow("could not be written (the folder does not exist)");
    folder = await mkdtemp(join(tmpdir(), "genlab-events-"));
  });
});

describe("a histogram", () => {
  it("counts each value once, in buckets of one width, with its moments", () => {
    const { counts, limits, ...moments } = histogramOf(Float32Array.from({ length: 61 }, (_, i) => i - 30));
    expect(moments).toEqual({ least: -30, most: 30, count: 61, sum: 0, sumOfSquares: 2 * 9455 }); // n (n + 1) (2n + 1) / 6
    expect(limits).toEqual(Array.from({ length: 30 }, (_, i) => 2 * i - 28));
    expect(counts).toEqual([...Array.from({ length: 29 }, () => 2), 3]); // the last has its upper limit too
  });

  it("has equal values in one bucket, and refuses none", () => {
    expect(histogramOf([2, 2])).toMatchObject({ least: 2, most: 2, count: 2 });
    expect(histogramOf([2, 2]).counts.filter((count) => count > 0)).toEqual([2]);
    expect(() => histogramOf([])).toThrow("histogramOf got no values");
  });
});

const python = process.env.PYTHON ?? "python3";
const hasTensorBoard = (() => {
  try {
    execFileSync(python, ["-c", "import tensorboard"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

const READER = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1])
events.Reload()
scalars = [(event.step, event.value) for event in events.Scalars("loss")]
histogram = events.Histograms("weights")[0].histogram_value
picture = events.Images("samples")[0]
print(json.dumps([scalars, histogram.num, histogram.bucket[-1], picture.width, list(picture.encoded_image_string)]))
`;

/** Where Python has TensorBoard: `pip install tensorboard`, and `PYTHON` names it. */
it.skipIf(!hasTensorBoard)(
  "TensorBoard reads scalars, a histogram and an image, and drops what a resumed run does anew",
  async () => {
    const before = await EventFile.create(folder);
    for (const step of [1, 2, 3]) await before.write(step, [{ tag: "loss", scalar: step / 2 }]);
    const after = await EventFile.create(folder, { start: 2 });
    await after.write(3, [
      { tag: "loss", scalar: 8 },
      { tag: "weights", histogram: histogramOf([1, 2, 3]) },
      { tag: "samples", image },
    ]);
    const seen = JSON.parse(
      execFileSync(python, ["-c", READER, folder], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
    );
    expect(seen).toEqual([
      [
        [1, 0.5],
        [2, 1],
        [3, 8],
      ],
      3,
      1,
      3,
      [1, 2],
    ]);
  },
);
