import { computed, signal } from "@preact/signals";
import { type GivenImage, ImageStore } from "../pictures/image-store.js";
import { address, setParameters } from "../shell/location.js";
import { Bench } from "./bench.js";
import { Explorer } from "./explorer.js";
import { kindOf, type ModelName } from "./kinds.js";
import { FOLDER } from "./material/images-material.js";
import type { Material } from "./material/material.js";
import { materialKey } from "./material-key.js";
import { type LiveSettings, settingsAt } from "./setting-change.js";
import { readSettings, type Settings, withModel, writeSettings } from "./settings.js";

/** Why there is nothing to train on. */
export type Lack = "loading" | "no-files" | "no-pictures" | "no-drawings" | "no-classes";

/** What there is to train on. */
export interface Loaded {
  /** What was asked for. */
  readonly key: string;
  readonly material: Material;
}

/** What a visit to the page holds. */
export class Store {
  readonly bench = new Bench();
  readonly explorer = new Explorer();
  readonly settings = computed<Settings>(() => readSettings(address.value.parameters));
  /** What was just set and does not hold yet. */
  readonly pending = signal<Partial<LiveSettings>>({});
  /** The settings that hold at the step where the run is, or are about to. */
  readonly present = computed<Settings>(() => ({
    ...settingsAt(this.bench.record.step.value, this.settings.value, this.settings.value.changes),
    ...this.pending.value,
  }));
  /** What was got to train on, whatever the model is; or why there is nothing. */
  readonly loaded = signal<Loaded | Lack>("loading");
  /** Whether it is what the settings ask for, and not what they asked for before. */
  readonly isLoaded = computed(() => loadedOf(this)?.key === materialKey(this.settings.value));
  /** What the model can be trained on. */
  readonly material = computed<Material | null>(() =>
    this.lack.value === null ? (loadedOf(this)?.material ?? null) : null,
  );
  readonly lack = computed<Lack | null>(() => {
    const loaded = this.loaded.value;
    if (typeof loaded === "string") return loaded;
    return kindOf(this.settings.value.model).needsClasses && loaded.material.data.classes === 0 ? "no-classes" : null;
  });
  /** The class that a conditional model makes. */
  readonly digit = computed(() =>
    Math.min(this.settings.value.digit, Math.max(0, (this.material.value?.data.classes ?? 10) - 1)),
  );
  readonly files = signal<readonly GivenImage[]>([]);
  /** Files read, and how many there are; null while none are read. */
  readonly reading = signal<{ readonly done: number; readonly of: number } | null>(null);

  /** Sets what does not concern the model. */
  show(change: Partial<Settings>): void {
    setParameters(writeSettings({ ...this.settings.peek(), ...change }));
  }

  /** Sets what the model is made from: a run begins anew, from the settings as they are now. */
  begin(change: Partial<Settings>): void {
    setParameters(writeSettings({ ...this.present.peek(), at: [], ...change, changes: [] }));
  }

  /** Removes the pictures that the browser keeps, and leaves none to train on. */
  async forget(): Promise<void> {
    const images = new ImageStore();
    await images.forget(FOLDER).finally(() => images.close());
    this.files.value = [];
  }

  beginModel(model: ModelName): void {
    setParameters(writeSettings(withModel(this.present.peek(), model)));
  }
}

const loadedOf = ({ loaded }: Store): Loaded | null => (typeof loaded.value === "string" ? null : loaded.value);
