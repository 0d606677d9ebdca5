import { writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { GenlabError, requireCounts } from "@genlab/core";
import { makeFolder } from "../make-folder.js";
import { appendWhole, reasonOf } from "../write-file.js";
import { encodeEvent } from "./encode-event.js";
import type { Event, Summary } from "./event.js";
import { frameRecord } from "./frame-record.js";

let opened = 0;

/**
 * A file that TensorBoard reads: scalars, images and histograms by step. Each call appends whole records, so that TensorBoard can follow
 * while a run trains, and a process that dies leaves what it wrote.
 *
 * The format: https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/event.proto
 */
export class EventFile {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * Makes a new file in a folder, which TensorBoard takes for a run; the folder is made where there is none.
   *
   * @param start the step that a run goes on from: what other files of the folder say of later steps is void
   * @throws GenlabError where it cannot be written.
   */
  static async create(folder: string, { start = 0 }: { readonly start?: number } = {}): Promise<EventFile> {
    requireCounts("EventFile", { start }, 0);
    await makeFolder(resolve(folder));
    const now = Date.now() / 1000;
    const name = `events.out.tfevents.${Math.floor(now)}.${hostname()}.${process.pid}.${opened++}`;
    const file = new EventFile(join(folder, name));
    const restart: readonly Event[] = start > 0 ? [{ wallTime: now, step: start + 1, isRestart: true }] : [];
    const content = recordsOf([{ wallTime: now, fileVersion: "brain.Event:2" }, ...restart]);
    await writeFile(file.path, content, { flag: "wx" }).catch((cause: unknown) => {
      throw new GenlabError(`${file.path} could not be written (${reasonOf(cause)}).`, { cause });
    });
    return file;
  }

  /**
   * Appends what there is to say of a step.
   *
   * @throws GenlabError for a step that is no count, and where the disk refuses.
   */
  async write(step: number, summaries: readonly Summary[]): Promise<void> {
    requireCounts("EventFile", { step }, 0);
    const record = recordsOf([{ wallTime: Date.now() / 1000, step, summaries }]);
    await appendWhole(this.path, record);
  }
}

const recordsOf = (events: readonly Event[]) => Buffer.concat(events.map((event) => frameRecord(encodeEvent(event))));
