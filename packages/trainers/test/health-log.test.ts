import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HealthLog, RunFolder, readHealth } from "@genlab/trainers/node";
import { afterAll, beforeAll, expect, it } from "vitest";

let path = "";
beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), "genlab-health-"));
});
afterAll(() => rm(path, { recursive: true }));

it("keeps what was measured; a run that goes on drops what came after, and how it ended", async () => {
  const folder = await RunFolder.create(join(path, "run"), {});
  expect(await readHealth(folder)).toEqual([]);
  const log = await HealthLog.open(folder, 0);
  await log.append({ step: 10, probes: { samples: { spread: 0.5, distinct: Number.NaN } } });
  await log.append({ step: 20, probes: {} });
  await log.append({ step: 20, failure: "no number" });
  // what is not finite stays so
  expect((await readHealth(folder))[0]).toEqual({
    step: 10,
    probes: { samples: { spread: 0.5, distinct: Number.NaN } },
  });
  await HealthLog.open(folder, 20);
  expect((await readHealth(folder)).map(({ step }) => step)).toEqual([10, 20]);
  await HealthLog.open(folder, 15);
  expect((await readHealth(folder)).map(({ step }) => step)).toEqual([10]);
});

it("leaves out lines that are none, and does not touch a log of which all is kept", async () => {
  const folder = await RunFolder.create(join(path, "torn"), {});
  const log = await HealthLog.open(folder, 0);
  await log.append({ step: 10, probes: {} });
  await appendFile(folder.file("health.jsonl"), 'nonsense\n[3]\n{"step":20,"pro');
  expect(await readHealth(folder)).toEqual([{ step: 10, probes: {} }]);
  expect(await readFile(folder.file("health.jsonl"), "utf8")).toContain("nonsense");
});
