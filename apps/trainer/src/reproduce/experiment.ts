import type { Command } from "commander";

/** A published or open question that `genlab reproduce` answers again. */
export interface Experiment {
  /** One line for a person. */
  readonly description: string;
  /** Options of its own, and what it does. */
  define(command: Command): void;
}
