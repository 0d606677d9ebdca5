import { diagnose, type HealthRecord, type RunFigures } from "@genlab/trainers";
import { wholeNumber } from "../../config/options.js";
import type { PartialConfig } from "../../config/run-config.js";
import { chooseEngine } from "../../engines/choose-engine.js";
import { describeChange } from "../../remedies/change.js";
import type { Experiment } from "../experiment.js";
import { markdownTable } from "../markdown-table.js";
import { writeReport } from "../report.js";
import { addReportOptions, type ReportOptions } from "../report-options.js";
import type { DoctorCase } from "./doctor-case.js";
import { healthyRuns } from "./healthy-runs.js";
import { plantedRuns } from "./planted-runs.js";
import { runCase } from "./run-case.js";

interface Options extends ReportOptions {
  readonly seed: number;
  /** A fault's name. */
  readonly only?: string;
}

interface Shown {
  readonly title: string;
  readonly of: (health: HealthRecord) => number | undefined;
}

/** The figure that shows a fault: of each fault that has a remedy while a run trains. */
const shown: Readonly<Record<string, Shown>> = {
  "not-finite": { title: "last step", of: ({ step }) => step },
  "exploding-gradients": { title: "largest share of weights that an update changes", of: largestUpdate },
  "output-stuck": { title: "spread of reconstructions", of: ({ probes }) => probes?.reconstructions?.spread },
  "posterior-collapse": { title: "KL, nats", of: ({ probes }) => probes?.codes?.kl },
  "dead-codes": { title: "codes that a batch uses", of: ({ probes }) => probes?.codes?.used },
};

/** Longer than the doctor's runs, for a remedy needs its time. */
const STEPS = 1000;

export const remedies: Experiment = {
  description: "does `--auto` mend faults that were planted, and leave healthy runs alone?",
  define(command) {
    command
      .option("--seed <number>", "what all random numbers follow from", wholeNumber(0), 0)
      .option("--only <fault>", `runs of one fault alone (${Object.keys(shown).join(", ")}), or "healthy" ones`);
    addReportOptions(command, "remedies").action(run);
  },
};

async function run({ seed, only, out, ...asked }: Options): Promise<void> {
  const engine = await chooseEngine({ engine: "auto", ...asked });
  const wanted = ({ fault = "healthy" }: DoctorCase) => only === undefined || fault === only;
  const figuresOf = (one: DoctorCase, changes: PartialConfig) => runCase(one, { seed, engine, changes });
  const planted = [];
  for (const one of plantedRuns.filter((each) => wanted(each) && each.fault! in shown)) {
    const [left, mended] = [await figuresOf(one, { steps: STEPS }), await figuresOf(one, { steps: STEPS, auto: true })];
    const has = (figures: RunFigures) => diagnose(figures).some(({ name }) => name === one.fault);
    const figure = ({ health }: RunFigures) => health.flatMap((each) => shown[one.fault!]!.of(each) ?? []).at(-1);
    const { fault, title } = one;
    const row = {
      ...{ fault: fault!, title, changes: mended.changes },
      ...{
        left: { hasFault: has(left), figure: figure(left) },
        mended: { hasFault: has(mended), figure: figure(mended) },
      },
    };
    planted.push(row);
    process.stdout.write(
      `${fault}, ${title}: ${row.left.figure} → ${row.mended.figure}${row.mended.hasFault ? ", still" : ""}\n`,
    );
    for (const change of mended.changes) process.stdout.write(`  ${describeChange(change)}\n`);
  }
  const healthy = [];
  for (const one of healthyRuns.filter(wanted)) {
    const { changes } = await figuresOf(one, { auto: true });
    healthy.push({ title: one.title, changes });
    process.stdout.write(`healthy, ${one.title}: ${changes.map(describeChange).join("; ") || "nothing changed"}\n`);
  }
  await writeReport({
    name: "remedies",
    table: tableOf(planted, healthy),
    content: { ...engine, seed, planted, healthy },
    ...(out !== undefined && { out }),
  });
}

interface Mended {
  readonly fault: string;
  readonly title: string;
  readonly changes: readonly object[];
  readonly left: { readonly hasFault: boolean; readonly figure: number | undefined };
  readonly mended: { readonly hasFault: boolean; readonly figure: number | undefined };
}

function tableOf(planted: readonly Mended[], healthy: readonly { readonly changes: readonly object[] }[]) {
  const short = (value: number | undefined) => (value === undefined ? "" : `${Number(value.toPrecision(3))}`);
  const told = ({ hasFault }: Mended["left"]) => (hasFault ? "yes" : "no");
  const rows = planted.map(({ fault, title, changes, left, mended }) => [
    ...[fault, title, shown[fault]!.title, short(left.figure), short(mended.figure), `${changes.length}`],
    ...[told(left), told(mended)],
  ]);
  const changed = healthy.filter(({ changes }) => changes.length > 0);
  return [
    ...markdownTable(
      ["fault", "run", "figure at the end", "left alone", "`--auto`", "changes", "fault at the end", "with `--auto`"],
      rows,
    ),
    "",
    `${healthy.length} healthy runs, of which ${changed.length} changed.`,
  ];
}

function largestUpdate({ phases }: HealthRecord): number | undefined {
  const layers = Object.values(phases ?? {}).flatMap((phase) => Object.values(phase));
  const shares = layers.filter(({ dead }) => dead !== undefined).map(({ change, weight }) => change / weight);
  return shares.length === 0 ? undefined : Math.max(...shares);
}
