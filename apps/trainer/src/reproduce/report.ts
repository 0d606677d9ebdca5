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
  readonly picture: Canvas;
  /** What the JSON holds besides the version of the tool. */
  readonly content: Readonly<Record<string, unknown>>;
  /** A folder. Default: the next in `runs/`. */
  readonly out?: string;
}

/** Prints the table, and writes it with the numbers and the picture. */
export async function writeReport({ name, table, picture, content, out }: Report): Promise<void> {
  const folder = out === undefined ? await nextRunFolder(name) : fromCaller(out);
  const text = `${table.join("\n")}\n`;
  const files = {
    [`${name}.md`]: text,
    [`${name}.json`]: `${JSON.stringify({ experiment: name, genlab: version, ...content }, null, 2)}\n`,
    [`${name}.png`]: toPng(picture),
  };
  process.stdout.write(`\n${text}\n`);
  await makeFolder(folder);
  for (const [file, bytes] of Object.entries(files)) {
    await writeFileAtomically(join(folder, file), bytes);
    process.stdout.write(`${forCaller(join(folder, file))}\n`);
  }
}
