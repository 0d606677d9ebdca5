import type { Given, Schedule, Settings } from "@genlab/core";
import type { ScheduleConfiguration } from "./schedules.js";

/** A schedule may be JSON. */
type Json<Value> = Value extends Schedule ? Value | ScheduleConfiguration : Value;

/** `{ type: "vae", latent: 8 }`: a key of the table, and settings of its recipe; those with a default may be left out. */
export type ConfigurationOf<Table> = {
  [T in keyof Table]: Table[T] extends { readonly settings: infer S extends Settings }
    ? { readonly type: T } & { readonly [Name in keyof Given<S>]: Json<Given<S>[Name]> }
    : never;
}[keyof Table];
