import type { Fault, LossRecord } from "./fault.js";
import { figure } from "./words.js";

/** Prechelt's α, of the least loss. */
const MOST_RISE = 0.05;
/** What training may be below a test loss that falls no longer. */
const MOST_GAP = 0.2;
/** A fall that is none. */
const STANDSTILL = 0.01;
const EVALUATIONS = 3;

export const overFitting: Fault = {
  name: "over-fitting",
  title: "the model over-fits",
  words:
    "The loss on examples that it was not trained on rises, or stands still, while that of training goes on falling.",
  remedies: [
    "stop at the best evaluation (`--best LOSS --patience 3`)",
    "train on more data, or on images in mirrors too (`--mirror`)",
    "use a smaller network, dropout or weight decay",
  ],
  source:
    "Prechelt 1998, Early stopping — but when?, https://doi.org/10.1007/3-540-49430-8_3: GL₅, three times in a row; the gap of a fifth was chosen by the runs of `genlab reproduce doctor`",
  find({ log }) {
    const evaluations = log.filter(({ evaluation }) => evaluation);
    for (const [phase, term] of termsOf(evaluations)) {
      const tests = evaluations.flatMap(({ step, evaluation }) => {
        const value = evaluation?.[phase]?.[term];
        return value === undefined ? [] : [{ step, value }];
      });
      const found = judged(tests, (step) => trainedAt(log, step, phase, term));
      if (found) return { since: found.since, evidence: `the test loss ${phase}.${term} ${found.words}` };
    }
    return undefined;
  },
};

interface Tested {
  readonly step: number;
  readonly value: number;
}

function judged(
  tests: readonly Tested[],
  trainedBy: (step: number) => number | undefined,
): { readonly since: number; readonly words: string } | undefined {
  if (tests.length <= EVALUATIONS) return undefined;
  const best = tests.reduce((least, each) => (each.value < least.value ? each : least));
  const last = tests.at(-1)!;
  // a log-likelihood may be about 0, where what was learned is the measure
  const scale = Math.max(Math.abs(best.value), tests[0]!.value - best.value);
  const [then, now] = [trainedBy(best.step), trainedBy(Number.POSITIVE_INFINITY)];
  if (then === undefined || now === undefined) return undefined;
  const latest = tests.slice(-EVALUATIONS);
  if (now < then && tests.indexOf(best) < tests.length - EVALUATIONS) {
    if (latest.every(({ value }) => value - best.value > MOST_RISE * scale)) {
      const words = `was ${figure(best.value)} and is ${figure(last.value)}; that of training fell from ${figure(then)} to ${figure(now)}`;
      return { since: best.step, words };
    }
  }
  const before = Math.min(...tests.slice(0, -EVALUATIONS).map(({ value }) => value));
  const isFalling = latest.some(({ value }) => before - value > STANDSTILL * scale);
  if (isFalling || last.value - now <= MOST_GAP * scale) return undefined;
  const since = tests.find(({ value }) => value - best.value <= STANDSTILL * scale)!.step;
  return { since, words: `falls no longer and is ${figure(last.value)}; that of training is ${figure(now)}` };
}

const PLAYED = ["adversarial", "real", "fake", "gate"];

/** Losses that are of examples alone. What players pay depends on each other. */
function termsOf(evaluations: readonly LossRecord[]): readonly (readonly [string, string])[] {
  const { evaluation = {} } = evaluations.at(-1) ?? {};
  const arePlayers = Object.values(evaluation).some((terms) => PLAYED.some((term) => terms[term] !== undefined));
  return Object.entries(evaluation).flatMap(([phase, terms]): (readonly [string, string])[] => {
    if (terms.reconstruction !== undefined) return [[phase, "reconstruction"]];
    // a generator's may say no more than its total
    return arePlayers || terms.total === undefined ? [] : [[phase, "total"]];
  });
}

const AVERAGED = 10;

/** The mean of the last reports up to a step. */
function trainedAt(log: readonly LossRecord[], step: number, phase: string, term: string): number | undefined {
  const values = log.flatMap((record) => {
    const value = record.step <= step ? record.losses?.[phase]?.[term] : undefined;
    return value === undefined ? [] : [value];
  });
  const last = values.slice(-AVERAGED);
  return last.length === 0 ? undefined : last.reduce((sum, value) => sum + value, 0) / last.length;
}
