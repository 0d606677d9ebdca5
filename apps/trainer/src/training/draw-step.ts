import { type RunFolder, writeFileAtomically } from "@genlab/trainers/node";
import { drawRun } from "../outputs/draw-run.js";
import { noteCodes } from "../outputs/note-codes.js";
import { pictureOf, toPng } from "../pictures/write-picture.js";
import type { Run } from "../runs/create-run.js";
import { makeFolder } from "../runs/make-folder.js";
import type { DiskWriter } from "./disk-writer.js";
import type { EventLog } from "./event-log.js";

/** Where pictures lie that are drawn while a run trains. */
const PICTURES = "pictures";

export interface DrawStepOptions {
  readonly folder: RunFolder;
  readonly disk: DiskWriter;
  readonly events?: EventLog;
}

/** Draws a run as it is now, under the number of its step. */
export async function drawStep(run: Run, { folder, disk, events }: DrawStepOptions): Promise<void> {
  const { trainer } = run;
  await trainer.pull();
  const picture = pictureOf(await drawRun(run));
  const path = folder.file(`${PICTURES}/${`${trainer.step}`.padStart(7, "0")}.png`);
  await disk.write(async () => {
    await makeFolder(folder.file(PICTURES));
    await writeFileAtomically(path, toPng(picture));
  });
  await disk.write(() => noteCodes(run, folder));
  await disk.write(async () => events?.drawn(trainer.step, picture));
}
