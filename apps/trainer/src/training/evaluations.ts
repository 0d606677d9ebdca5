import { GenlabError, suggestion } from "@genlab/core";
import type { PhaseLosses } from "@genlab/trainers";
import type { Metrics, RunFolder } from "@genlab/trainers/node";
import { FIGURES, takeFigures } from "../outputs/figures.js";
import { judgeFor } from "../outputs/judge-for.js";
import { writeReport } from "../report/write-report.js";
import type { Run } from "../runs/create-run.js";
import { rngFor } from "../runs/rng-for.js";
import { rounded, short } from "../terminal/words.js";
import { BEST, Best } from "./best.js";
import type { DiskWriter } from "./disk-writer.js";
import { evaluatedModel, evaluateOne, evaluateRun } from "./evaluate-run.js";
import type { EventLog } from "./event-log.js";
import type { HealthWatch } from "./health-watch.js";
import type { RunObserver } from "./run-observer.js";

export interface EvaluationsOptions {
  readonly folder: RunFolder;
  readonly disk: DiskWriter;
  readonly watch: HealthWatch;
  /** Whether the report is to be written again. */
  readonly isReportDue: (step: number) => boolean;
  /** Default: the checkpoint that the run goes on from. */
  readonly save: (name?: string) => Promise<void>;
  readonly seconds: () => number;
  readonly signal: AbortSignal;
  readonly observer: RunObserver;
  readonly events?: EventLog;
}

/** Evaluations and figures of a run that trains, and what follows from them. */
export interface Evaluations {
  /** Takes what is due at the present step and is not in the log. */
  takeDue(): Promise<void>;
  /** Takes all, at the end. */
  takeAll(): Promise<void>;
  /** Whether the run has waited in vain for a better one. */
  isOver(): boolean;
}

const SAMPLES = 500;
const OF_BOUND = { examples: 100, samples: 20 };

/** @throws GenlabError where a loss or figure is to be watched that there is not. */
export async function openEvaluations(run: Run, options: EvaluationsOptions): Promise<Evaluations> {
  const { config, data, trainer, steps, stepsPerEpoch, plateau } = run;
  const { folder, disk, watch, signal, observer, events } = options;
  const log = await folder.metrics();
  const best = config.best && new Best(config.best, log);
  const stepOf = (field: "evaluation" | "figures") => log.findLast((line) => line[field])?.step;
  const taken = { evaluation: stepOf("evaluation"), figures: stepOf("figures") };
  await requireWatched(run, taken.evaluation === undefined);
  const { judge, lack } = config.figures ? await judgeFor(config, data, (name) => folder.file(name)) : {};
  if (lack) observer.noted(lack);

  const note = async (line: Pick<Metrics, "evaluation" | "figures">) => {
    const { step } = trainer;
    for (const key of Object.keys(line) as (keyof typeof taken)[]) taken[key] = step;
    const watched = best?.watched(line);
    if (watched && best?.add(step, watched)) {
      await options.save(BEST);
      if (config.auto) await options.save(); // or the run could go back to before its best
    }
    await disk.write(() => folder.log({ step, seconds: options.seconds(), ...line }));
    const rated = plateau?.watched(line);
    if (rated && plateau?.add(step, rated))
      observer.noted(`learning rates × ${rounded(plateau.factor)} from step ${step} on`);
  };
  const evaluateNow = async () => {
    if (taken.evaluation === trainer.step) return;
    const losses = await evaluateRun(run, signal);
    if (!losses) return;
    await note({ evaluation: losses });
    await watch.evaluated(trainer.step, losses);
    if (events) await trainer.pull();
    await disk.write(async () => events?.evaluated(trainer.step, losses, evaluatedModel(run)));
    observer.evaluated(trainer.step, losses);
    if (options.isReportDue(trainer.step)) await disk.write(() => writeReport(folder, config));
  };
  const measureNow = async ({ samples = SAMPLES }: NonNullable<typeof config.figures>) => {
    if (taken.figures === trainer.step || signal.aborted) return;
    const { executor } = trainer;
    const figures = await takeFigures(evaluatedModel(run), {
      ...{ data, judge, samples, draws: 1, bound: OF_BOUND, rng: rngFor(config, "figures"), executor },
    });
    const values = Object.fromEntries(Object.entries(figures).map(([name, { value }]) => [name, value]));
    await note({ figures: values });
    await disk.write(async () => events?.reported(trainer.step, { figures: values }));
    const told = Object.entries(values).map(([name, value]) => `${name} ${short(value)}`);
    observer.noted(
      `step ${trainer.step}/${steps}  figures (${Math.min(samples, data.test.length)} samples): ${told.join("  ")}`,
    );
  };
  const isDue = (every: number) => trainer.step < steps && trainer.step % every === 0;
  return {
    async takeDue() {
      if (isDue(config.evaluateEvery * stepsPerEpoch)) await evaluateNow();
      if (config.figures && isDue(config.figures.every)) await measureNow(config.figures);
    },
    async takeAll() {
      await evaluateNow();
      if (config.figures) await measureNow(config.figures);
    },
    isOver: () => best?.isOver ?? false,
  };
}

/** What is watched is there: a wrong name is to be said at once. */
async function requireWatched(run: Run, isFirst: boolean): Promise<void> {
  const { best, plateau, figures } = run.config;
  let losses: PhaseLosses | undefined;
  for (const of of [best?.of, plateau?.of]) {
    if (of === undefined) continue;
    if (of.startsWith("figures.")) {
      if (!figures) throw new GenlabError(`"${of}" is a figure, and none are taken. Give --figures-every, too.`);
      const name = of.slice("figures.".length);
      if (!FIGURES.includes(name))
        throw new GenlabError(`There is no figure "${name}". ${suggestion(name, FIGURES, "figures")}`);
    } else if (isFirst) {
      losses ??= await evaluateOne(run);
      new Best({ of }, []).valueIn(losses);
    }
  }
}
