/**
 * A bounded list of what a run was at some of its milestones: when it is full, every second one goes. Which are kept depends on the
 * steps alone, so that runs side by side keep the same.
 */
export class Kept<T> {
  readonly #most: number;
  readonly #every: number;
  #stride: number;
  #items = new Map<number, T>();

  /** @param every steps between two milestones */
  constructor(every: number, most: number) {
    this.#every = every;
    this.#most = most;
    this.#stride = every;
  }

  get steps(): readonly number[] {
    return [...this.#items.keys()];
  }

  at(step: number): T | undefined {
    return this.#items.get(step);
  }

  /** Steps between two that are kept. */
  get stride(): number {
    return this.#stride;
  }

  /** Takes over what another one kept. */
  recall(items: ReadonlyMap<number, T>, stride: number): void {
    this.#items = new Map(items);
    this.#stride = stride;
  }

  get last(): { readonly step: number; readonly item: T } | null {
    const [step, item] = [...this.#items].at(-1) ?? [];
    return step === undefined || item === undefined ? null : { step, item };
  }

  add(step: number, item: T): void {
    if (step % this.#stride !== 0) return;
    this.#items.set(step, item);
    while (this.#items.size > this.#most) this.#thin(2 * this.#stride);
  }

  /** Forgets what came after a step: the run goes on from there. */
  cut(step: number): void {
    this.#items = new Map([...this.#items].filter(([kept]) => kept <= step));
    if (this.#items.size <= 1) this.#stride = this.#every; // the first step is always there
  }

  #thin(stride: number): void {
    this.#stride = stride;
    this.#items = new Map([...this.#items].filter(([step]) => step % stride === 0));
  }
}
