import { expect, it } from "vitest";
import { metricsCsv } from "../src/outputs/metrics-csv.js";

it("a log as a table: a column for each term, empty where a line has none, quoted where it must be", () => {
  const log = [
    { step: 10, seconds: 0.5, losses: { vae: { total: 2.25, kl: 1e-9 } } },
    { step: 20, seconds: 1, evaluation: { vae: { total: 3, 'a "b", c': 4 } } },
    { step: 20, seconds: 1, figures: { frechet: 1.5 } },
  ];
  expect(metricsCsv(log).split("\r\n")).toEqual([
    'step,seconds,train.vae.total,train.vae.kl,test.vae.total,"test.vae.a ""b"", c",figures.frechet',
    "10,0.5,2.25,1e-9,,,",
    "20,1,,,3,4,",
    "20,1,,,,,1.5",
    "",
  ]);
  expect(metricsCsv([])).toBe("step,seconds\r\n");
});
