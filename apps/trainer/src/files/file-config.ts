import type { DataConfig } from "../config/run-config.js";

/** What a run's configuration says of the file that its data lie in. */
export type FileConfig = Extract<DataConfig, { readonly type: "file" }>;
