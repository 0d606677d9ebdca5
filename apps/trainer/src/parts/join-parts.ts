import { readFile } from "node:fs/promises";
import { encodeNpy, type NdArray, readNpy } from "@genlab/data";
import { roomFor } from "../outputs/in-batches.js";
import type { PartsFolder } from "./parts-folder.js";

/** What all parts are together, in their order: the file that one process writes. */
export async function joinParts({ work: { count, kind }, parts, fileOf }: PartsFolder): Promise<Uint8Array | string> {
  if (kind === ".csv") {
    const texts: string[] = [];
    for (const { name, start } of parts) {
      const text = await readFile(fileOf(name), "utf8");
      texts.push(start === 0 ? text : text.slice(text.indexOf("\n") + 1)); // one line of names
    }
    return texts.join("");
  }
  let all: NdArray | undefined;
  for (const { name, start, end } of parts) {
    const { data, shape } = await readNpy(new Uint8Array(await readFile(fileOf(name))), { name: fileOf(name) });
    all ??= roomFor([count, ...shape.slice(1)]);
    all.data.set(data, (start * data.length) / (end - start));
  }
  return encodeNpy(all!);
}
