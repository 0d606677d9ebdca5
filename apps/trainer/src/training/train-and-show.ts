import type { RunFolder, RunLock } from "@genlab/trainers/node";
import { drawRun } from "../outputs/draw-run.js";
import { noteCodes } from "../outputs/note-codes.js";
import { forTerminal } from "../pictures/for-terminal.js";
import { pictureOf, writePicture } from "../pictures/write-picture.js";
import { describeChange } from "../remedies/change.js";
import { readChanges } from "../remedies/changes-file.js";
import { noteEnvironment } from "../report/environment.js";
import { REPORT, writeReport } from "../report/write-report.js";
import type { Run } from "../runs/create-run.js";
import { describeRun } from "../runs/describe-run.js";
import { writeSampledRows } from "../tables/write-sampled-rows.js";
import { commandLine, forCaller } from "../terminal/caller.js";
import { counted, describeEvaluation, describeSeconds, short } from "../terminal/words.js";
import { BEST, Best } from "./best.js";
import { DiskWriter } from "./disk-writer.js";
import { type EventLog, openEventLog } from "./event-log.js";
import { exitCodeOf, listenForInterruption, type StopSignal } from "./interruption.js";
import { createProgress } from "./progress.js";
import { trainWithRemedies } from "./train-with-remedies.js";
import { trainingFailure } from "./training-failure.js";

const PICTURE = "samples.png";

/** Trains with progress on the standard output, then shows what the model learned. Returns the exit code. */
export async function trainAndShow(
  first: Run,
  { folder, seconds, lock }: { readonly folder: RunFolder; readonly seconds: number; readonly lock: RunLock },
): Promise<number> {
  const { stdout } = process;
  const place = forCaller(folder.path);
  let run = first;
  stdout.write(`${describeRun(run)}\nrun folder: ${place}\n`);
  const progress = createProgress(run, stdout);
  const interruption = listenForInterruption(progress.stop);
  const { step } = run.trainer;
  await noteEnvironment(folder, { step, engine: run.trainer.executor.name });
  const events = run.config.tensorboard ? await openEventLog(folder, step) : undefined;
  try {
    const { signal } = interruption;
    const outcome = await trainWithRemedies(run, {
      folder,
      seconds,
      lock,
      signal,
      observer: progress,
      onRun: (next) => {
        run = next;
      },
      ...(events && { events }),
    });
    progress.stop();
    if (outcome === "interrupted") {
      // who presses Ctrl-C wants to see how far it came; a signal from elsewhere leaves no time
      if (interruption.signal.reason === "SIGINT") {
        await run.trainer.pull();
        const sections = await drawRun(run);
        const disk = diskOf(run, folder);
        await disk.write(() => writePicture(folder.file(PICTURE), sections));
        await disk.write(() => noteCodes(run, folder));
        await disk.write(() => writeReport(folder, run.config));
      }
      stdout.write(`Saved at step ${run.trainer.step} of ${run.steps}. To go on: ${commandLine("resume", place)}\n`);
      return exitCodeOf(interruption.signal.reason as StopSignal);
    }
    if (outcome === "ended early") {
      const { of, patience } = run.config.best!;
      const { step } = run.trainer;
      stdout.write(
        `Ended at step ${step} of ${run.steps}: ${of} has not fallen for ${counted(patience!, "evaluation", "evaluations")}.\n`,
      );
    }
    if (outcome === "out of time") {
      const time = describeSeconds(60 * run.config.minutes!);
      stdout.write(
        `Its ${time} are over at step ${run.trainer.step} of ${run.steps}. To go on: ${commandLine("resume", place)}\n`,
      );
    }
    progress.stop();
    interruption.stop();
    await showResult(run, folder, events).catch(async (cause: unknown) => {
      throw await trainingFailure(cause, run, folder);
    });
    return 0;
  } finally {
    progress.stop();
    interruption.stop();
    await run.trainer.executor.dispose?.();
  }
}

const diskOf = ({ config }: Run, folder: RunFolder) =>
  new DiskWriter({ folder, signal: new AbortController().signal, minutes: config.waitWhenFull });

async function showResult(run: Run, folder: RunFolder, events?: EventLog): Promise<void> {
  const { stdout } = process;
  const { config, data, trainer } = run;
  const sections = await drawRun(run);
  const disk = diskOf(run, folder);
  await disk.write(() => writePicture(folder.file(PICTURE), sections));
  await disk.write(() => noteCodes(run, folder));
  await disk.write(async () => events?.drawn(trainer.step, pictureOf(sections)));
  const rows = await disk.write(() => writeSampledRows(run, folder));
  await disk.write(() => writeReport(folder, config));
  if (stdout.isTTY) for (const line of forTerminal(sections, stdout)) stdout.write(`${line}\n`);

  const log = await folder.metrics();
  const last = log.findLast(({ evaluation }) => evaluation);
  const best = config.best && new Best(config.best, log);
  const place = forCaller(folder.path);
  const changes = (await readChanges(folder)).filter(({ since }) => since !== undefined);
  stdout.write(
    [
      ...changes.map((change) => `doctor: ${describeChange(change)}`),
      ...(last?.evaluation
        ? [`${describeEvaluation(last.evaluation, data.test.length)}  after ${describeSeconds(last.seconds)}`]
        : []),
      ...(best ? [`best: ${best.config.of} ${short(best.value!)} at step ${best.step}, in ${BEST}`] : []),
      `run folder: ${place}  (${rows ?? PICTURE} shows what was learned, ${REPORT} how)`,
      `more samples: ${commandLine("sample", place)}`,
      `train on: ${commandLine("resume", place, "--steps", `${2 * trainer.step}`)}`,
      "",
    ].join("\n"),
  );
}
