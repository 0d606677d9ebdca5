import { diagnose } from "@genlab/trainers";
import { createCanvas, fillRectangle } from "../src/pictures/canvas.js";
import { toPng } from "../src/pictures/write-picture.js";
import type { ReportRun } from "../src/report/report-run.js";

const STEPS = 40;

/** A run as a report shows it: of a VAE-GAN whose generator's gradient vanishes at step 2500. */
export function reportRun(name: string, changes: Partial<ReportRun> = {}): ReportRun {
  const steps = Array.from({ length: STEPS }, (_, i) => 100 * (i + 1));
  const log = steps.flatMap((step) => [
    {
      step,
      seconds: step / 10,
      losses: { decoder: { total: 50 + 3e4 / step, kl: Math.log(step) }, discriminator: { total: 0.7 } },
    },
    ...(step % 500 === 0
      ? [{ step, seconds: step / 10, evaluation: { decoder: { total: 52 + 3e4 / step, examples: 9 } } }]
      : []),
  ]);
  const layer = (gradient: number) => ({ gradient, weight: 4, change: 0.004, dead: 0.125 });
  const health = steps.map((step) => ({
    step,
    phases: {
      decoder: {
        "decoder.layers.0.weight": layer(step < 2500 ? 0.5 : 1e-7),
        "decoder.layers.2.weight": layer(1 + Math.sin(step)),
      },
    },
    probes: {
      samples: { spread: 0.8, distinct: 0.9, coverage: 0.5 },
      reconstructions: { spread: 0.7 },
      codes: { active: 0.5, kl: 3, "kl/0": 2.5, "kl/1": 0.5, "kl/2": 0 },
      discriminator: { wins: 0.9 },
    },
  }));
  const pictures = [1000, 2000, 4000].map((step, i) => {
    const canvas = createCanvas(120, 60);
    fillRectangle(canvas, { x: 20 * i, y: 10, width: 40, height: 40 }, [255, 255, 255]);
    return { step, png: toPng(canvas) };
  });
  return {
    name,
    config: { model: { type: "vae-gan", latent: 3, hidden: [400] }, data: { type: "digits" }, seed: 0 },
    log,
    health,
    diagnoses: diagnose({ log, health }),
    changes: [],
    codes: {
      step: 4000,
      size: 3,
      shares: [0.6, 0.3],
      points: [
        [1, 0],
        [0, -2],
        [-1, 1],
      ],
      classes: [3, 7, 3],
    },
    pictures,
    environments: [{ step: 0, started: "2026-11-30T02:00:00.000Z", genlab: "1.2.3", engine: "eager on cpu", cores: 2 }],
    ...changes,
  };
}
