import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Parameters } from "../address.js";
import type { Experiment } from "../plane/run/experiment.js";
import type { Slot } from "../plane/run/slot.js";
import { Queue } from "../session/queue.js";
import { type KeptCheckpoint, type KeptRun, RunStore } from "./run-store.js";

/** What trains is kept so often; what rests, at once. */
const MILLISECONDS_BETWEEN = 2000;
/** A run that has hardly begun is not worth a line. */
const LEAST_STEPS = 20;

/** Keeps the run of an experiment while it goes on. */
export class Keeper {
  readonly #experiment: Experiment;
  readonly #addressOf: () => Parameters;
  readonly #store = RunStore.open();
  readonly #queue = new Queue();
  readonly #runs = signal<readonly KeptRun[]>([]);
  readonly #stop: (() => void)[] = [];
  #id: string = newId();
  /** Checkpoints of the run that are in the store, as `model/step`. */
  #saved = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param addressOf the address that makes the run */
  constructor(experiment: Experiment, addressOf: () => Parameters) {
    this.#experiment = experiment;
    this.#addressOf = addressOf;
    void this.#queue.add(() => this.#refresh());
    this.#stop.push(
      effect(() => {
        void experiment.step.value;
        if (!experiment.isPlaying.value) void this.save();
        else this.#timer ??= setTimeout(() => void this.save(), MILLISECONDS_BETWEEN);
      }),
    );
  }

  /** What is kept, the latest first. */
  get runs(): ReadonlySignal<readonly KeptRun[]> {
    return this.#runs;
  }

  /** Of the run that is under way. */
  get id(): string {
    return this.#id;
  }

  /** What follows is another run, or an earlier one that goes on. */
  begin(run: KeptRun | null = null): void {
    this.#id = run?.id ?? newId();
    this.#saved = new Set(run?.models.flatMap(({ steps }, model) => steps.map((step) => `${model}/${step}`)));
  }

  /** What was kept of a run, and where its models go on from. */
  async find(id: string) {
    const store = await this.#store;
    const run = await store?.get(id);
    const origins = run && (await store!.origins(run));
    return run && origins ? { run, origins } : null;
  }

  /** Keeps the run as it is now. One that was sent back in time stays as it was. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#queue.add(async () => {
      const store = await this.#store;
      const { slots, step, places, isPlaying } = this.#experiment;
      const isThere = slots.peek().length > 0 && slots.peek().every(({ status }) => status.peek().is !== "starting");
      if (!store || !isThere || step.peek() < LEAST_STEPS || step.peek() < places.peek().at(-1)!) return;
      const id = this.#id;
      const checkpoints: KeptCheckpoint[] = [];
      const models = slots.peek().map(({ history }, model) => {
        const { kept, ...past } = history.pastOf(Number.POSITIVE_INFINITY);
        for (const [at, bytes] of kept) {
          if (!this.#saved.has(`${model}/${at}`)) checkpoints.push({ model, step: at, bytes });
        }
        return { ...past, steps: [...kept.keys()] };
      });
      const run = { id, parameters: this.#addressOf(), step: step.peek(), time: Date.now(), models };
      const wasPlaying = isPlaying.peek();
      const heads = await Promise.all(slots.peek().map((slot) => headOf(slot, wasPlaying)));
      if (id !== this.#id || heads.includes(null)) return; // another one has begun meanwhile
      for (const [model, bytes] of heads.entries()) checkpoints.push({ model, step: "head", bytes: bytes! });
      await store.put({ ...run, isPlaying: wasPlaying }, checkpoints);
      this.#saved = new Set(models.flatMap(({ steps }, model) => steps.map((at) => `${model}/${at}`)));
      await this.#refresh();
    });
  }

  /** Forgets a run. */
  remove(id: string): Promise<void> {
    return this.#queue.add(async () => {
      await (await this.#store)?.remove(id);
      await this.#refresh();
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    for (const stop of this.#stop) stop();
    await this.#queue.add(async () => (await this.#store)?.close());
  }

  async #refresh(): Promise<void> {
    this.#runs.value = (await (await this.#store)?.list()) ?? [];
  }
}

/** Where a model is; while it trains, where it was kept last: from there come the same numbers again. */
async function headOf(slot: Slot, isPlaying: boolean): Promise<Uint8Array<ArrayBuffer> | null> {
  const last = slot.history.kept.last?.item ?? null; // before anything is waited for
  return (isPlaying ? null : await slot.snapshot()) ?? last;
}

const newId = () => `${Date.now()}-${Math.random().toString(36).slice(2)}`; // `randomUUID` needs HTTPS
