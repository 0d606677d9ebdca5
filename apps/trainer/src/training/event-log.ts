import { type Model, namedParameters } from "@genlab/core";
import type { HealthRecord, PhaseLosses } from "@genlab/trainers";
import { EventFile, histogramOf, type RunFolder, type Summary } from "@genlab/trainers/node";
import type { Canvas } from "../pictures/canvas.js";
import { toPng } from "../pictures/write-picture.js";

/** What a run logs for TensorBoard, which shows `train` and `test` as two runs, their curves in one plot. */
export interface EventLog {
  reported(step: number, losses: PhaseLosses): Promise<void>;
  /** Also logs the parameters of the model that was evaluated. */
  evaluated(step: number, losses: PhaseLosses, model: Model): Promise<void>;
  drawn(step: number, picture: Canvas): Promise<void>;
  measured(health: HealthRecord): Promise<void>;
}

/** @param start steps that were done before */
export async function openEventLog(folder: RunFolder, start: number): Promise<EventLog> {
  const [train, test] = [
    await EventFile.create(folder.file("tensorboard/train"), { start }),
    await EventFile.create(folder.file("tensorboard/test"), { start }),
  ];
  return {
    reported: (step, losses) => train.write(step, scalarsOf(losses)),
    async evaluated(step, losses, model) {
      await test.write(step, scalarsOf(losses));
      await train.write(step, await histogramsOf(model));
    },
    measured: ({ step, phases = {}, probes = {} }) =>
      train.write(step, [...healthScalars(phases), ...scalarsOf(probes)]),
    drawn(step, picture) {
      const { width, height } = picture;
      return test.write(step, [{ tag: "samples", image: { width, height, channels: 3, png: toPng(picture) } }]);
    },
  };
}

const scalarsOf = (losses: PhaseLosses): Summary[] =>
  Object.entries(losses).flatMap(([phase, terms]) =>
    Object.entries(terms).map(([term, scalar]) => ({ tag: `${phase}/${term}`, scalar })),
  );

/** Under `gradient/PHASE/PATH` and the like, so that TensorBoard has a section for each. */
const healthScalars = (phases: NonNullable<HealthRecord["phases"]>): Summary[] =>
  Object.entries(phases).flatMap(([phase, parameters]) =>
    Object.entries(parameters).flatMap(([path, figures]) =>
      Object.entries(figures).map(([kind, scalar]) => ({ tag: `${kind}/${phase}/${path}`, scalar: Number(scalar) })),
    ),
  );

async function histogramsOf(model: Model): Promise<Summary[]> {
  const summaries: Summary[] = [];
  for (const [path, parameter] of namedParameters(model)) {
    summaries.push({ tag: `parameters/${path}`, histogram: histogramOf(await parameter.data()) });
  }
  return summaries;
}
