import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Parameters } from "../address.js";
import type { Experiment } from "../plane/run/experiment.js";
import type { Origin, Slot } from "../plane/run/slot.js";
import { Queue } from "../session/queue.js";
import { FORMAT, type KeptCheckpoint, type KeptPast, type KeptRun, RunStore } from "./run-store.js";

/** What trains is kept so often; what rests, at once. */
const MILLISECONDS_BETWEEN = 2000;
/** A run that has hardly begun is not worth a line. */
const LEAST_STEPS = 20;

/** What was kept of a run, and whether it goes on under its name: no other tab has it. */
export interface Found {
  readonly run: KeptRun;
  readonly origins: readonly (Origin | null)[];
  readonly isFree: boolean;
}

/** What is being kept. */
interface Hold {
  readonly id: string;
  /** Checkpoints that are in the store, by `model/step`. */
  saved: ReadonlyMap<string, Uint8Array>;
  /** Models of the run before, which are there until the next ones are. */
  readonly before: WeakSet<Slot>;
}

/** Keeps the run of an experiment while it goes on. */
export class Keeper {
  readonly #experiment: Experiment;
  readonly #addressOf: () => Parameters;
  readonly #store = RunStore.open();
  readonly #queue = new Queue();
  readonly #runs = signal<readonly KeptRun[]>([]);
  readonly #isRefused = signal(false);
  readonly #stop: (() => void)[] = [];
  /** Runs that no other tab may keep, each with what gives it up. */
  readonly #claims = new Map<string, () => void>();
  #hold: Hold;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param addressOf the address that makes the run */
  constructor(experiment: Experiment, addressOf: () => Parameters) {
    this.#experiment = experiment;
    this.#addressOf = addressOf;
    this.#hold = { id: newId(), saved: new Map(), before: new WeakSet() };
    void this.#queue.add(() => this.#orRefused(() => this.#refresh()));
    this.#stop.push(
      effect(() => {
        void experiment.step.value;
        if (!experiment.isPlaying.value) void this.save();
        else this.#timer ??= setTimeout(() => void this.save(), MILLISECONDS_BETWEEN);
      }),
    );
    const leave = () => {
      if (document.hidden) void this.save({ isHere: true }); // nothing trains in a hidden tab, and it may not come back
    };
    globalThis.document?.addEventListener("visibilitychange", leave);
    this.#stop.push(() => globalThis.document?.removeEventListener("visibilitychange", leave));
  }

  /** What is kept, the latest first. */
  get runs(): ReadonlySignal<readonly KeptRun[]> {
    return this.#runs;
  }

  /** Whether the browser would not keep the run as it is now. */
  get isRefused(): ReadonlySignal<boolean> {
    return this.#isRefused;
  }

  /** Of the run that is under way. */
  get id(): string {
    return this.#hold.id;
  }

  /** The models that come next are another run, or an earlier one that goes on: under another name where another tab has it. */
  begin(found: Found | null = null): void {
    const goesOn = found?.isFree ? found : null;
    const id = goesOn?.run.id ?? newId();
    const saved = goesOn?.origins.flatMap((origin, model) =>
      [...(origin?.past.kept ?? [])].map(([step, bytes]) => [`${model}/${step}`, bytes] as const),
    );
    this.#hold = { id, saved: new Map(saved), before: new WeakSet(this.#experiment.slots.peek()) };
    this.#runs.value = [...this.#runs.peek()]; // the run before is one of the others by now
    void this.#claim(id);
    queueMicrotask(() => this.#giveUpAllBut(this.#hold.id)); // the one that was found may begin after another one that did
  }

  /** What was kept of a run, and where its models go on from. */
  async find(id: string): Promise<Found | null> {
    try {
      const store = await this.#store;
      const run = await store?.get(id);
      const origins = run && (await store!.origins(run));
      return run && origins ? { run, origins, isFree: await this.#claim(id) } : null;
    } catch {
      return null;
    }
  }

  /** What the models of a run have shown. */
  async pasts(id: string): Promise<readonly KeptPast[]> {
    return (await (await this.#store)?.pasts(id)) ?? [];
  }

  /**
   * Keeps the run as it is now. One that was sent back in time stays as it was.
   *
   * @param isHere whether one that trains is kept where it is, too. Default: where it was kept last, which disturbs it less
   */
  save({ isHere = false } = {}): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#queue.add(() => this.#orRefused(() => this.#save(isHere)));
  }

  /** Forgets a run. */
  remove(id: string): Promise<void> {
    return this.#queue.add(() =>
      this.#orRefused(async () => {
        await (await this.#store)?.remove(id);
        await this.#refresh();
      }),
    );
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    for (const stop of this.#stop) stop();
    this.#giveUpAllBut(null);
    await this.#queue.add(async () => (await this.#store)?.close());
  }

  async #save(isAsked: boolean): Promise<void> {
    const isHere = isAsked || globalThis.document?.hidden === true; // a frame may come after the tab was left
    const store = await this.#store;
    const { step, places, isPlaying } = this.#experiment;
    const hold = this.#hold;
    const slots = this.#experiment.slots.peek();
    const isThere = slots.every((slot) => slot.status.peek().is !== "starting" && !hold.before.has(slot));
    if (!store || slots.length === 0 || !isThere) return;
    if (step.peek() < LEAST_STEPS || step.peek() < places.peek().at(-1)!) return;
    const here = isHere ? await Promise.all(slots.map((slot) => slot.snapshot())) : []; // what comes later is cut off when it goes on
    const saved = new Map<string, Uint8Array>();
    const checkpoints: KeptCheckpoint[] = [];
    const pasts: KeptPast[] = [];
    const steps: (readonly number[])[] = [];
    for (const [model, { history }] of slots.entries()) {
      const { kept, ...past } = history.pastOf(Number.POSITIVE_INFINITY);
      pasts.push(past);
      steps.push([...kept.keys()]);
      for (const [at, bytes] of kept) {
        const name = `${model}/${at}`;
        checkpoints.push({ model, step: at, bytes, isSaved: hold.saved.get(name) === bytes });
        saved.set(name, bytes);
      }
    }
    const [wasPlaying, parameters] = [isPlaying.peek(), this.#addressOf()];
    const run = { format: FORMAT, id: hold.id, parameters, step: step.peek(), time: Date.now(), steps } as const;
    const heads = await Promise.all(slots.map((slot, i) => here[i] ?? headOf(slot, wasPlaying)));
    if (hold !== this.#hold) return; // another one has begun meanwhile
    for (const [model, bytes] of heads.entries()) {
      if (bytes) checkpoints.push({ model, step: "head", bytes, isSaved: false });
    }
    await this.#put(store, () => store.put({ ...run, isPlaying: wasPlaying }, pasts, checkpoints));
    hold.saved = saved;
    this.#isRefused.value = false;
    await this.#refresh();
  }

  /** Once more without the oldest of the other runs, where there is no room. */
  async #put(store: RunStore, put: () => Promise<void>): Promise<void> {
    try {
      await put();
    } catch (error) {
      const oldest = (await store.list()).findLast(({ id }) => id !== this.id);
      if (!oldest) throw error;
      await store.remove(oldest.id);
      await put();
    }
  }

  /** Training does not depend on what the browser keeps. */
  async #orRefused(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch {
      this.#isRefused.value = true;
    }
  }

  /** Whether this tab alone has the run from now on. */
  async #claim(id: string): Promise<boolean> {
    const locks = globalThis.navigator?.locks; // HTTPS only
    if (!locks || this.#claims.has(id)) return true;
    return new Promise((resolve) => {
      const hold = async (lock: Lock | null) => {
        resolve(lock !== null);
        if (lock) await new Promise<void>((giveUp) => this.#claims.set(id, giveUp));
      };
      locks.request(`genlab/run/${id}`, { ifAvailable: true }, hold).catch(() => resolve(true));
    });
  }

  #giveUpAllBut(id: string | null): void {
    for (const [claimed, giveUp] of [...this.#claims]) {
      if (claimed === id) continue;
      this.#claims.delete(claimed);
      giveUp();
    }
  }

  async #refresh(): Promise<void> {
    this.#runs.value = (await (await this.#store)?.list()) ?? [];
  }
}

/**
 * Where a model is; while it trains, or when it has failed, where it was kept last: from there come the same numbers again. Null where
 * it never began.
 */
async function headOf(slot: Slot, isPlaying: boolean): Promise<Uint8Array<ArrayBuffer> | null> {
  const last = slot.history.kept.last?.item ?? null; // before anything is waited for
  if (isPlaying || slot.status.peek().is === "failed") return last;
  return (await slot.snapshot()) ?? last;
}

const newId = () => `${Date.now()}-${Math.random().toString(36).slice(2)}`; // `randomUUID` needs HTTPS
