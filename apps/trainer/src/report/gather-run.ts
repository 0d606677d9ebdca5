import { readdir, readFile } from "node:fs/promises";
import { type Diagnosis, diagnose } from "@genlab/trainers";
import { RunFolder, readHealth } from "@genlab/trainers/node";
import { isObject } from "../config/run-config.js";
import { settingsOf } from "../config/settings-of.js";
import { readCodes } from "../outputs/note-codes.js";
import { readChanges } from "../remedies/changes-file.js";
import { readEnvironments } from "./environment.js";
import type { ReportPicture, ReportRun } from "./report-run.js";

/** A page with more would be slow to open. */
const MOST_PICTURES = 40;

/** All that a report shows of the run in a folder. */
export async function gatherRun(folder: RunFolder, name: string, config: unknown): Promise<ReportRun> {
  const log = await folder.metrics();
  // a checkpoint may lie between two lines of the log, and the log go past it
  const lastStep = Math.max(log.at(-1)?.step ?? 0, await savedStep(folder));
  const [health, pictures, environments, changes, noted] = await Promise.all([
    readHealth(folder),
    picturesIn(folder, lastStep),
    readEnvironments(folder),
    readChanges(folder),
    readCodes(folder),
  ]);
  const codes = noted && noted.step <= lastStep ? noted : undefined;
  const diagnoses: readonly Diagnosis[] = diagnose({ log, health, ...settingsIn(config) });
  return { name, config, log, health, diagnoses, changes, pictures, environments, ...(codes && { codes }) };
}

/** Of the model, where the configuration has one. */
const settingsIn = (config: unknown) =>
  isObject(config) && isObject(config.model) ? { settings: settingsOf(config.model), given: config.model } : {};

const savedStep = (folder: RunFolder) =>
  RunFolder.open(folder.path).then(
    ({ checkpoint }) => checkpoint.step,
    () => 0, // nothing was saved yet
  );

async function picturesIn(folder: RunFolder, lastStep: number): Promise<readonly ReportPicture[]> {
  const names = (await readdir(folder.file("pictures")).catch(() => []))
    .filter((name) => /^\d+\.png$/.test(name) && Number.parseInt(name, 10) <= lastStep) // a run may have gone back
    .sort();
  const every = Math.ceil(names.length / MOST_PICTURES);
  const chosen = names.filter((_, i) => (names.length - 1 - i) % every === 0);
  const found = chosen.map(async (name) => ({
    step: Number.parseInt(name, 10),
    png: await readFile(folder.file(`pictures/${name}`)),
  }));
  const pictures: ReportPicture[] = await Promise.all(found);
  const last = await readFile(folder.file("samples.png")).catch(() => undefined);
  const isNewer = last && (pictures.at(-1)?.step ?? -1) < lastStep;
  return isNewer ? [...pictures, { step: lastStep, png: last }] : pictures;
}
