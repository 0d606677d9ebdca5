import "@tensorflow/tfjs-backend-cpu";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRng } from "@genlab/core";
import { sgd } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import { RunFolder } from "@genlab/trainers/node";
import { createVae } from "@genlab/vae";
import { describe, expect, it } from "vitest";
import { gatherRun } from "../src/report/gather-run.js";
import { shown } from "../src/report/html.js";
import { lineChart } from "../src/report/line-chart.js";
import { reportHtml } from "../src/report/report-html.js";
import { thinned } from "../src/report/thinned.js";
import { logTicksOf, ticksOf } from "../src/report/ticks.js";
import { workFolder } from "./genlab.js";
import { reportRun } from "./report-runs.js";

const work = workFolder();

describe("a report", () => {
  it("is one page that asks for nothing: curves, pictures, codes, gradients, settings, environment, the doctor's word", () => {
    const html = reportHtml([reportRun("runs/vae-gan-1")]);
    for (const text of [
      "Since step 2500 gradients vanish",
      "decoder · total",
      "KL of each latent",
      "12.5 %",
      "model.latent",
      "eager on cpu",
    ]) {
      expect(html).toContain(text);
    }
    const addresses = [...html.matchAll(/(?:src|href)="([^"]{0,12})/g)].map(([, start]) => start);
    expect(new Set(addresses)).toEqual(new Set(["data:image/p"]));
    expect(html).not.toMatch(/https?:\/\/(?!arxiv)[^ ]*\.(js|css|woff)/);
  });

  it("sets runs side by side, and what differs in their settings first", () => {
    const other = reportRun("runs/two", {
      config: { model: { type: "vae-gan", latent: 5, hidden: [400] }, data: { type: "digits" }, seed: 0 },
    });
    const html = reportHtml([reportRun("runs/one"), other]);
    expect(html).toContain("<th>model.latent</th><td>3</td><td>5</td>");
    const [differing] = html.split("<h3>differ</h3>")[1]!.split("<details>");
    expect(differing).not.toContain("seed");
    expect(html).toContain("runs/one training");
    expect(html).toContain("runs/two training");
  });

  it("draws the figures that were taken, and has no place for them where none were", () => {
    const { log, ...run } = reportRun("runs/one");
    const figures = (step: number, frechet: number) => ({ step, seconds: 1, figures: { frechet } });
    const html = reportHtml([{ ...run, log: [...log, figures(100, 9), figures(200, 7.5)] }]);
    expect(html).toContain("<figcaption>Fréchet distance</figcaption>");
    expect(html).toContain("frechet <output>7.5</output>");
    expect(reportHtml([{ ...run, log }])).not.toContain("Fréchet");
  });

  it("of a run that has not begun, says so", () => {
    const nothing = { log: [], health: [], diagnoses: [], pictures: [], environments: [] };
    const { codes: _, ...run } = reportRun("new", nothing);
    const html = reportHtml([run]);
    expect(html).toContain("no step was logged yet");
    expect(html).toContain("Nothing was measured yet.");
    expect(html).not.toContain("<figure");
  });

  it("takes names as text", () => {
    const html = reportHtml([reportRun('<script>alert("x")</script>')]);
    expect(html).not.toContain("<script>alert");
    expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)");
  });
});

describe("what a report shows of a run that stopped between two lines of its log", () => {
  const rng = createRng(1);
  const model = createVae({ shape: [2], latent: 1, hidden: [2], network: "dense" }, rng);
  const trainer = new Trainer(model, { optimizer: sgd({ learningRate: 1 }), rng });

  async function stopped(name: string, { saved, logged }: { readonly saved: number; readonly logged: number }) {
    const folder = await RunFolder.create(join(work.path, name), {});
    trainer.step = saved;
    await folder.save(trainer, {});
    await folder.log({ step: logged, seconds: 1, losses: {} });
    await mkdir(folder.file("pictures"));
    for (const step of [100, 175, 200]) await writeFile(folder.file(`pictures/0000${step}.png`), "");
    await writeFile(folder.file("samples.png"), "");
    await writeFile(folder.file("codes.json"), JSON.stringify({ step: 190, size: 1, points: [], shares: [1, 0] }));
    const { pictures, codes } = await gatherRun(folder, name, {});
    return { steps: pictures.map(({ step }) => step), codes: codes?.step };
  }

  it("goes as far as its checkpoint", async () => {
    expect(await stopped("saved", { saved: 190, logged: 100 })).toEqual({ steps: [100, 175, 190], codes: 190 });
  });

  it("goes as far as its log, where that goes further", async () => {
    expect(await stopped("logged", { saved: 100, logged: 190 })).toEqual({ steps: [100, 175, 190], codes: 190 });
  });

  it("leaves out what is from before it went back", async () => {
    expect(await stopped("back", { saved: 150, logged: 100 })).toEqual({ steps: [100, 150], codes: undefined });
  });
});

describe("a chart", () => {
  const line = (...values: number[]) => ({
    label: "l",
    color: 0,
    points: values.map((value, i) => [i, value] as const),
  });

  it("leaves out what cannot be drawn, and is nothing where nothing can", () => {
    expect(lineChart({ title: "t", lines: [line(Number.NaN)] })).toBe("");
    expect(lineChart({ title: "t", lines: [line(0, -1)], isLogarithmic: true })).toBe("");
    const chart = lineChart({ title: "t", lines: [line(1, Number.NaN, 3)] });
    expect(chart).toContain('d="M0 400L1000 0"');
    expect(chart).not.toContain("NaN");
    // one point is a dot, and a line without a slope has a height too
    expect(lineChart({ title: "t", lines: [line(5)] })).toContain('d="M500 200h0" class="c0 dot"');
    expect(lineChart({ title: "t", lines: [line(5, 5)] })).toContain('d="M0 200L1000 200"');
  });

  it("keeps the peaks of a long line", () => {
    const points = Array.from({ length: 10_000 }, (_, i) => [i, i === 4321 ? 99 : Math.sin(i)] as const);
    const few = thinned(points);
    expect(few.length).toBeLessThanOrEqual(301);
    expect(few).toContainEqual([4321, 99]);
    expect([few[0]![0] < 70, few.at(-1)![0]]).toEqual([true, 9999]);
    expect(few.every(([step], i) => i === 0 || step > few[i - 1]![0])).toBe(true);
  });

  it("has round numbers at its sides", () => {
    expect(ticksOf(0, 1, 4)).toEqual([0, 0.5, 1]);
    expect(ticksOf(-30, 95, 4)).toEqual([0, 50]);
    expect(ticksOf(3, 3, 4)).toEqual([]);
    expect(logTicksOf(-7.2, 1.1)).toEqual([-5, 0]);
    expect(logTicksOf(0, 1).map((tick) => Math.round(10 ** tick))).toEqual([1, 2, 5, 10]);
    expect([shown(0.123456), shown(1e-9), shown(0), shown(Number.NaN)]).toEqual(["0.1235", "1.0e-9", "0", "NaN"]);
  });
});
