import { faults } from "@genlab/trainers";
import { wholeNumber } from "../../config/options.js";
import { chooseEngine } from "../../engines/choose-engine.js";
import type { Experiment } from "../experiment.js";
import { writeReport } from "../report.js";
import { addReportOptions, type ReportOptions } from "../report-options.js";
import { healthyRuns } from "./healthy-runs.js";
import { plantedRuns } from "./planted-runs.js";
import { runCase } from "./run-case.js";
import { askDoctor, type DoctorResult } from "./score-doctor.js";
import { scoreTable } from "./score-table.js";

interface Options extends ReportOptions {
  readonly seed: number;
  /** A fault's name. */
  readonly only?: string;
}

export const doctor: Experiment = {
  description: "does the doctor find faults that were planted, and leave healthy runs alone?",
  define(command) {
    const names = faults.map(({ name }) => name).join(", ");
    command
      .option("--seed <number>", "what all random numbers follow from", wholeNumber(0), 0)
      .option("--only <fault>", `runs of one fault alone (${names}), or "healthy" ones`);
    addReportOptions(command, "doctor").action(run);
  },
};

async function run({ seed, only, out, ...asked }: Options): Promise<void> {
  const engine = await chooseEngine({ engine: "auto", ...asked });
  const cases = [...healthyRuns, ...plantedRuns];
  const results: DoctorResult[] = [];
  for (const one of cases.filter(({ fault = "healthy" }) => only === undefined || fault === only)) {
    const result = askDoctor(one, await runCase(one, { seed, engine }));
    results.push(result);
    const said = result.said.map(({ name, since }) => `${name} since ${since}`).join(", ");
    process.stdout.write(`${one.fault ?? "healthy"}, ${one.title}: ${said === "" ? "nothing" : said}\n`);
  }
  await writeReport({
    name: "doctor",
    table: scoreTable(results),
    content: { ...engine, seed, results },
    ...(out !== undefined && { out }),
  });
}
