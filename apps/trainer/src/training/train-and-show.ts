import type { RunFolder } from "@genlab/trainers/node";
import { showcase } from "../outputs/showcase.js";
import { forTerminal } from "../pictures/for-terminal.js";
import { PICTURE_COLUMNS, writePicture } from "../pictures/write-picture.js";
import type { Run } from "../runs/create-run.js";
import { describeRun } from "../runs/describe-run.js";
import { rngFor } from "../runs/rng-for.js";
import { commandLine, forCaller } from "../terminal/caller.js";
import { describeEvaluation, describeSeconds } from "../terminal/words.js";
import { exitCodeOf, listenForInterruption, type StopSignal } from "./interruption.js";
import { createProgress } from "./progress.js";
import { runTraining } from "./run-training.js";
import { TrainingFailure } from "./training-failure.js";

const PICTURE = "samples.png";
const SAMPLE_ROWS = 4;
const POINTS = 2000;

/** Trains with progress on the standard output, then shows what the model learned. Returns the exit code. */
export async function trainAndShow(
  run: Run,
  { folder, seconds }: { readonly folder: RunFolder; readonly seconds: number },
): Promise<number> {
  const { stdout } = process;
  const place = forCaller(folder.path);
  stdout.write(`${describeRun(run)}\nrun folder: ${place}\n`);
  const progress = createProgress(run, stdout);
  const interruption = listenForInterruption(progress.stop);
  try {
    const outcome = await runTraining(run, { folder, seconds, signal: interruption.signal, observer: progress });
    progress.stop();
    if (outcome === "interrupted") {
      stdout.write(`Saved at step ${run.trainer.step} of ${run.steps}. To go on: ${commandLine("resume", place)}\n`);
      return exitCodeOf(interruption.signal.reason as StopSignal);
    }
  } finally {
    progress.stop();
    interruption.stop();
    await run.trainer.executor.dispose?.();
  }
  await showResult(run, folder).catch((cause: unknown) => {
    throw new TrainingFailure(cause, folder.path);
  });
  return 0;
}

async function showResult({ config, data, trainer }: Run, folder: RunFolder): Promise<void> {
  const { stdout } = process;
  const isOfImages = data.test.shapes.x?.length === 3;
  const sections = await showcase(trainer.state.average ?? trainer.model, data.test, {
    originals: isOfImages ? PICTURE_COLUMNS : POINTS,
    samples: isOfImages ? SAMPLE_ROWS * PICTURE_COLUMNS : POINTS,
    rng: rngFor(config, "pictures"),
  });
  await writePicture(folder.file(PICTURE), sections);
  if (stdout.isTTY) for (const line of forTerminal(sections, stdout)) stdout.write(`${line}\n`);

  const last = (await folder.metrics()).findLast(({ evaluation }) => evaluation);
  const place = forCaller(folder.path);
  stdout.write(
    [
      ...(last?.evaluation
        ? [`${describeEvaluation(last.evaluation, data.test.length)}  after ${describeSeconds(last.seconds)}`]
        : []),
      `run folder: ${place}  (${PICTURE} shows what was learned)`,
      `more samples: ${commandLine("sample", place)}`,
      `train on: ${commandLine("resume", place, "--steps", `${2 * trainer.step}`)}`,
      "",
    ].join("\n"),
  );
}
