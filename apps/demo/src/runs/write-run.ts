import { zipSync } from "fflate";
import { CHECKPOINT, CONFIGURATION, METRICS, type Run } from "./run.js";

/** The folder of a run as a zip: what `genlab resume` goes on with when it is unpacked. */
export function writeRun({ name, configuration, metrics, checkpoint }: Run): Uint8Array<ArrayBuffer> {
  const text = (content: string) => new TextEncoder().encode(content);
  const folder = {
    [CONFIGURATION]: text(`${JSON.stringify(configuration, null, 2)}\n`),
    [METRICS]: text(metrics.map((line) => `${JSON.stringify(line)}\n`).join("")),
    [CHECKPOINT]: checkpoint,
  };
  return zipSync({ [name]: folder }, { level: 0 }); // weights are noise to a compressor
}
