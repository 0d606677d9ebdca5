import { createRequire } from "node:module";

/** Of the tool, as `genlab --version` says. */
export const { version } = createRequire(import.meta.url)("@genlab/trainer/package.json") as {
  readonly version: string;
};
