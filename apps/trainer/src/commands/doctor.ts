import { GenlabError } from "@genlab/core";
import { diagnose } from "@genlab/trainers";
import { readHealth } from "@genlab/trainers/node";
import type { Command } from "commander";
import { settingsOf } from "../config/settings-of.js";
import { findNotFinite, type NotFiniteStep } from "../outputs/find-not-finite.js";
import { describeChange } from "../remedies/change.js";
import { readChanges } from "../remedies/changes-file.js";
import { openRun } from "../runs/open-run.js";
import { counted } from "../terminal/words.js";

export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("tell what is wrong with a run, since which step, and what to try")
    .argument("<run>", "the folder of the run, while it trains or after")
    .action(async (path: string) => {
      process.stdout.write(`${(await examine(path)).join("\n")}\n`);
    });
}

function describeOrigin(found: NotFiniteStep | undefined): string {
  if (!found) return "Trained once more from the last checkpoint, all of its numbers were finite.";
  const { step, operation } = found;
  if (!operation) return `The first is in step ${step}; done eagerly, that step gives finite numbers.`;
  const { phase, operation: name, pass, inputs, made } = operation;
  const where = pass === "update" ? "the optimizer" : `the ${pass} pass`;
  return `The first was made in step ${step}, in ${where} of the phase "${phase}": ${name} of ${inputs.join(" and ")} gave ${made}.`;
}

async function examine(path: string): Promise<readonly string[]> {
  const saved = await openRun(path);
  const { folder } = saved;
  if (!folder) throw new GenlabError(`${path} is a file. Give the folder of the run, which holds its log too.`);
  const [log, health] = [await folder.metrics(), await readHealth(folder)];
  const changes = (await readChanges(folder)).map((change) => `  ${describeChange(change)}`);
  const changed = changes.length === 0 ? [] : ["", "Changed since it began:", ...changes];
  const measured = health.filter(({ phases }) => phases);
  const found = diagnose({ log, health, settings: settingsOf(saved.config.model), given: saved.config.model });
  const until = `${counted(measured.length, "measurement", "measurements")} up to step ${log.at(-1)?.step ?? 0}`;
  if (found.length === 0) {
    const nothing =
      measured.length === 0
        ? "Nothing was measured yet: `healthEvery` reports are between two measurements. The losses show no fault."
        : `Nothing is wrong, as far as can be seen in ${until}.`;
    return [nothing, ...changed];
  }
  const failure = found.find(({ name }) => name === "not-finite");
  const origin = failure ? [describeOrigin(await findNotFinite(saved, failure.since))] : [];
  const words = found.flatMap(({ since, title, evidence, words, remedy, source }, i) => [
    ...(i > 0 ? [""] : []),
    `Since step ${since} ${title}: ${evidence}.`,
    `  ${words}`,
    `  To try: ${remedy}`,
    `  Threshold: ${source}.`,
  ]);
  return [...words, ...origin, ...changed];
}
