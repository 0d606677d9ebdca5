import { SingleBar } from "cli-progress";
import { describeChange } from "../remedies/change.js";
import type { Run } from "../runs/create-run.js";
import { describeDiagnosis } from "../terminal/describe-diagnosis.js";
import {
  describeEvaluation,
  describeLosses,
  describeSeconds,
  describeTerms,
  describeTotals,
  rounded,
} from "../terminal/words.js";
import type { RunObserver } from "./run-observer.js";

export interface Progress extends RunObserver {
  /** Leaves the terminal as it was. */
  stop(): void;
}

/** A bar on a terminal, and plain lines elsewhere. */
export const createProgress = (run: Run, stream: NodeJS.WriteStream): Progress =>
  stream.isTTY ? barOf(run, stream) : linesOf(run, stream);

function barOf(run: Run, stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar({
    stream,
    format: "{bar} {percentage}%  {pace}  {losses}{test}{terms}",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: Math.max(8, Math.min(30, stream.columns - 90)),
    hideCursor: true,
    gracefulExit: false, // signals are for the run, which saves first
  });
  const paceAt = paceOf(run);
  const writeLine = (text: string) => void stream.write(`\r\u001b[K${text}\n`);
  bar.start(run.steps, run.trainer.step, { pace: "", losses: "", test: "", terms: "" });
  return {
    // what matters most comes first: a narrow terminal cuts the rest off
    reported: (step, losses) =>
      bar.update(step, {
        losses: describeTotals(losses, "loss "),
        terms: `  ${describeTerms(losses)}`,
        pace: paceAt(step),
      }),
    evaluated: (step, losses) => bar.update(step, { test: `  ${describeTotals(losses, "test ")}` }),
    noted: (text) => bar.update({ test: `  ${text}` }),
    faulty: (diagnosis) => writeLine(describeDiagnosis(diagnosis)),
    changed: (change) => writeLine(`doctor: ${describeChange(change)}`),
    stop: () => bar.stop(),
  };
}

const MILLISECONDS_BETWEEN_LINES = 5000;

function linesOf(run: Run, stream: NodeJS.WriteStream): Progress {
  const paceAt = paceOf(run);
  const isLineDue = throttle(MILLISECONDS_BETWEEN_LINES);
  const isTestLineDue = throttle(MILLISECONDS_BETWEEN_LINES);
  const write = (step: number, text: string) => {
    const epoch = `epoch ${Math.ceil(step / run.stepsPerEpoch)}/${Math.ceil(run.steps / run.stepsPerEpoch)}`;
    stream.write(`${epoch}  step ${step}/${run.steps}  ${text}\n`);
  };
  return {
    reported(step, losses) {
      if (isLineDue()) write(step, `${describeLosses(losses)}  ${paceAt(step)}`);
    },
    evaluated(step, losses) {
      if (isTestLineDue()) write(step, describeEvaluation(losses, run.data.test.length));
    },
    noted: (text) => void stream.write(`${text}\n`),
    faulty: (diagnosis) => void stream.write(`${describeDiagnosis(diagnosis)}\n`),
    changed: (change) => void stream.write(`doctor: ${describeChange(change)}\n`),
    stop() {},
  };
}

/** How fast a run goes, evaluations and checkpoints counted in. */
function paceOf(run: Run): (step: number) => string {
  const [firstStep, start] = [run.trainer.step, performance.now()];
  return (step) => {
    const perSecond = (step - firstStep) / ((performance.now() - start) / 1e3);
    const left = describeSeconds((run.steps - step) / perSecond);
    return `${rounded(perSecond)} steps/s  ${left} left`;
  };
}

function throttle(milliseconds: number): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - last < milliseconds) return false;
    last = performance.now();
    return true;
  };
}
