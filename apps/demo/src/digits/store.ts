import { computed, signal } from "@preact/signals";
import { address, setParameters } from "../shell/location.js";
import { Bench } from "./bench.js";
import { Explorer } from "./explorer.js";
import type { ModelName } from "./kinds.js";
import type { Material } from "./material/material.js";
import { settingsAt } from "./setting-change.js";
import { readSettings, type Settings, withModel, writeSettings } from "./settings.js";

/** Why there is nothing to train on. */
export type Lack = "loading" | "no-files" | "no-pictures" | "no-drawings" | "no-classes";

/** What a visit to the page holds. */
export class Store {
  readonly bench = new Bench();
  readonly explorer = new Explorer();
  readonly settings = computed<Settings>(() => readSettings(address.value.parameters));
  /** The settings that hold at the step where the run is. */
  readonly present = computed<Settings>(() =>
    settingsAt(this.bench.record.step.value, this.settings.value, this.settings.value.changes),
  );
  readonly material = signal<Material | null>(null);
  readonly lack = signal<Lack | null>("loading");
  readonly files = signal<readonly File[]>([]);
  /** Files read, and how many there are; null while none are read. */
  readonly reading = signal<{ readonly done: number; readonly of: number } | null>(null);

  /** Sets what does not concern the model. */
  show(change: Partial<Settings>): void {
    setParameters(writeSettings({ ...this.settings.peek(), ...change }));
  }

  /** Sets what the model is made from: a run begins anew, from the settings as they are now. */
  begin(change: Partial<Settings>): void {
    setParameters(writeSettings({ ...this.present.peek(), ...change, changes: [] }));
  }

  beginModel(model: ModelName): void {
    setParameters(writeSettings(withModel(this.present.peek(), model)));
  }
}
