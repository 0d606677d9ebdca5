import type { EngineName } from "./engine-names.js";

const MOST = 2;

/** Engines that were lost: one that was lost as often as `MOST` is not tried again, unless there is no other. */
export class Losses {
  readonly #counts = new Map<EngineName, number>();

  add(engine: EngineName): void {
    this.#counts.set(engine, (this.#counts.get(engine) ?? 0) + 1);
  }

  without(engines: readonly EngineName[]): readonly EngineName[] {
    const others = engines.filter((engine) => (this.#counts.get(engine) ?? 0) < MOST);
    return others.length > 0 ? others : engines;
  }
}
