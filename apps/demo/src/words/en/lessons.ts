import type { ChartKind } from "../../lessons/lesson.js";
import type { LessonTexts } from "../../lessons/lesson-text.js";
import { collapse } from "./lessons/collapse.js";
import { cure } from "./lessons/cure.js";
import { hybrid } from "./lessons/hybrid.js";
import { posterior } from "./lessons/posterior.js";
import { starve } from "./lessons/starve.js";

const texts: LessonTexts = { collapse, cure, posterior, starve, hybrid };

const chartTitles: Readonly<Record<ChartKind, string>> = {
  modes: "Modes reached, of 8",
  onMode: "Share of samples on a mode",
  kl: "KL, in nats",
  gradients: "Norm of the generator's gradient, in powers of ten",
};

export const lessons = {
  texts,
  list: "Lessons",
  figure: "Models that learn",
  key: {
    heat: "Blue dots are data, orange ones samples. The ground is blue where the discriminator takes a point for real, and orange where it takes it for a fake.",
    codes:
      "Blue dots are data, orange ones samples, and the green net is what becomes of the codes. In the small picture each ellipse is the code of a point, over the dashed prior.",
  },
  seed: (seed: number) => `Seed ${seed}`,
  progress: "Training",
  stepOf: (step: number) => `step ${step}`,
  chartTitles,
  chartOf: (title: string, models: readonly string[]) => `${title}, of ${models.join(" and ")}, over the steps`,
  layer: "Layer",
  layerOf: (layer: number, count: number) =>
    layer === 1 ? "1, at the noise" : layer === count ? `${layer}, at the data` : `${layer}`,
  report: (step: number, models: string) => `Step ${step}. ${models}`,
  tryIt: "Try it",
  answer: "What you should see",
  onward: "Further",
  inPlayground: "Open this run in the Playground",
  nextLesson: (title: string) => `Next: ${title}`,
};

export type LessonsWords = typeof lessons;
