import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { cacheFolderFor } from "@genlab/data/node";

/** Where an installed library lies. */
export interface TensorflowFolder {
  /** All of it. */
  readonly path: string;
  /** What is opened, and what else has to be there. */
  readonly library: string;
  readonly framework: string;
}

/** The names of the libraries in a wheel, in its folder `tensorflow`. */
export const librariesOf = (platform: string = process.platform): readonly [library: string, framework: string] =>
  platform === "darwin"
    ? ["libtensorflow_cc.2.dylib", "libtensorflow_framework.2.dylib"]
    : ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];

/** The folder in the cache, laid out as the wheel is. */
export function tensorflowFolder(): TensorflowFolder {
  const cache = cacheFolderFor({ environment: process.env, platform: process.platform, home: homedir() });
  const path = join(cache, "engines", "tensorflow");
  const [library, framework] = librariesOf().map((name) => join(path, "tensorflow", name)) as [string, string];
  return { path, library, framework };
}

/** The path of the library, where it is installed. */
export function installedTensorflow(): string | undefined {
  const { library, framework } = tensorflowFolder();
  return existsSync(library) && existsSync(framework) ? library : undefined;
}
