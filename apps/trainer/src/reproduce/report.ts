import { join } from "node:path";
import { writeFileAtomically } from "@genlab/trainers/node";
import type { Canvas } from "../pictures/canvas.js";
import { toPng } from "../pictures/write-picture.js";
import { makeFolder } from "../runs/make-folder.js";
import { nextRunFolder } from "../runs/next-run-folder.js";
import { forCaller, fromCaller } from "../terminal/caller.js";
import { version } from "../version.js";

export interface Report {
  /** The experiment: the name of its files. */
  readonly name: string;
  readonly table: readonly string[];
  /** Default: none. */
  readonly picture?: Canvas;
  /** What the JSON holds besides the version of the tool. */
  readonly content: Readonly<Record<string, unknown>>;
  /** A folder. Default: the next in `runs/`. */
  readonly out?: string;
}

/** Prints the table, and writes it with the numbers and the picture. */
export async function writeReport(report: Report): Promise<void> {
  const folder = report.out === undefined ? await nextRunFolder(report.name) : fromCaller(report.out);
  process.stdout.write(`\n${textOf(report)}\n`);
  for (const path of await saveReport(report, folder)) process.stdout.write(`${forCaller(path)}\n`);
}

/** Writes the table, the numbers and the picture into a folder, and returns their paths. */
export async function saveReport(report: Report, folder: string): Promise<readonly string[]> {
  const { name, picture, content } = report;
  const files = {
    [`${name}.md`]: textOf(report),
    [`${name}.json`]: `${JSON.stringify({ experiment: name, genlab: version, ...content }, null, 2)}\n`,
    ...(picture && { [`${name}.png`]: toPng(picture) }),
  };
  await makeFolder(folder);
  const paths: string[] = [];
  for (const [file, bytes] of Object.entries(files)) {
    await writeFileAtomically(join(folder, file), bytes);
    paths.push(join(folder, file));
  }
  return paths;
}

const textOf = ({ table }: Report) => `${table.join("\n")}\n`;
