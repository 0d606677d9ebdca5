import type { RunConfig } from "../config/run-config.js";

/** What of a run's configuration says what computes. */
export type EngineConfig = Pick<RunConfig, "engine" | "threads" | "precision" | "provider">;
