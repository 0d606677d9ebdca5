import { GenlabError, loadValues, type Module, toTensor } from "@genlab/core";
import type { Checkpoint } from "@genlab/trainers";
import { tidy } from "@tensorflow/tfjs-core";

/** Gives a module the values that a checkpoint has under a prefix, such as `"model."`. */
export function loadStored(module: Module, { arrays }: Checkpoint, prefix: string): void {
  const own = [...arrays].filter(([path]) => path.startsWith(prefix));
  tidy(() => {
    const values = own.map(([path, { data, shape }]) => {
      if (data instanceof Float32Array || data instanceof Int32Array) {
        return [path.slice(prefix.length), toTensor({ data, shape }, `"${path}"`)] as const;
      }
      throw new GenlabError(`"${path}" is stored as ${data.constructor.name}; variables are float32 or int32.`);
    });
    loadValues(module, new Map(values));
  });
}
