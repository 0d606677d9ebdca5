import { memory } from "@tensorflow/tfjs-core";
import type { Answers, Queries } from "./looks/looks.js";
import type { Queue } from "./queue.js";
import type { Report, Session } from "./session.js";

export interface RunOptions {
  /** Asked at every frame. */
  readonly looks: Queries;
  /** Frames between have no answers. Default: every frame has them, and so has the last one in any case. */
  readonly looksPerSecond?: number;
  /** Default: as fast as it goes. */
  readonly stepsPerSecond?: number;
  /** What happens at the multiples of a number of steps, wherever the frames fall. Default: nothing. */
  readonly milestones?: MilestoneOptions;
  /** Pauses when so many steps are done. Default: never. */
  readonly until?: number;
}

export interface MilestoneOptions {
  readonly every: number;
  readonly looks: Queries;
  /** Whether to keep the run as it is there. */
  readonly snapshot: boolean;
}

export interface Milestone {
  readonly step: number;
  readonly answers: Answers;
  readonly snapshot: Uint8Array<ArrayBuffer> | null;
}

/** What a page hears some ten times a second. */
export interface Frame {
  readonly step: number;
  readonly reports: readonly Report[];
  readonly milestones: readonly Milestone[];
  /** Null between two looks. */
  readonly answers: Answers | null;
  /** Of training alone, since the last frame. */
  readonly millisecondsPerStep: number;
  /** That tfjs holds: as many after each step. */
  readonly tensors: number;
}

/** What the page says to a frame: the run waits for it, and then goes up to `until` if that is given. */
export interface Reply {
  readonly until?: number;
}

/** What a frame is of. */
interface Slice {
  readonly until: number;
  /** When the pace began to count. */
  readonly started: { readonly time: number; readonly step: number };
  readonly isLooked: boolean;
}

export type FrameListener = (frame: Frame) => Promise<Reply | undefined>;

const MILLISECONDS_PER_FRAME = 40;
/** Looks may take this share of the time that training takes. */
const LOOKING_SHARE = 0.3;

/** Trains a session in slices of some milliseconds, each followed by a frame for the page. */
export class Runner {
  readonly #session: Session;
  readonly #queue: Queue;
  #isRunning = false;
  #millisecondsPerStep = 5;
  #slice = MILLISECONDS_PER_FRAME;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #wake: () => void = () => {};

  constructor(session: Session, queue: Queue) {
    this.#session = session;
    this.#queue = queue;
  }

  /** Runs until `pause`, or until the step where it shall end. */
  async run(options: RunOptions, onFrame: FrameListener): Promise<void> {
    this.#isRunning = true;
    let { until = Number.POSITIVE_INFINITY } = options;
    let isShown = true;
    let started = { time: performance.now(), step: this.#session.step };
    while (this.#isRunning && this.#session.step < until) {
      const before = performance.now();
      const isLooked = this.#isDue(options);
      const frame = await this.#queue.add(() => this.#frame(options, { until, started, isLooked }));
      isShown = isLooked;
      const asked = performance.now();
      const reply = await onFrame(frame);
      started = { ...started, time: started.time + performance.now() - asked }; // the pace is not to make up for it
      if (reply?.until !== undefined) until = reply.until;
      await this.#keepPace(options, before);
    }
    this.#isRunning = false;
    if (!isShown) await onFrame(await this.frameOf(0, options));
  }

  /** Ends the run after the slice that is under way. */
  pause(): void {
    this.#isRunning = false;
    this.#wake();
  }

  /** One frame of so many steps, or of none. */
  frameOf(count: number, options: RunOptions): Promise<Frame> {
    const started = { time: performance.now(), step: this.#session.step };
    const until = this.#session.step + count;
    return this.#queue.add(() => this.#frame(options, { until, started, isLooked: true }, count));
  }

  async #frame(
    { looks, stepsPerSecond, milestones }: RunOptions,
    { until, started, isLooked }: Slice,
    wanted = this.#wanted(stepsPerSecond, started),
  ): Promise<Frame> {
    const session = this.#session;
    const from = session.step;
    const end = Math.min(until, from + wanted);
    const reports: Report[] = [];
    const reached: Milestone[] = [];
    let training = 0;
    while (session.step < end) {
      const next = milestones ? (Math.floor(session.step / milestones.every) + 1) * milestones.every : end;
      const begin = performance.now();
      reports.push(...(await session.advance(Math.min(next, end) - session.step)));
      training += performance.now() - begin;
      if (milestones && session.step % milestones.every === 0) reached.push(await this.#milestone(milestones));
    }
    if (end > from) this.#millisecondsPerStep = training / (end - from);
    const answers = isLooked ? await this.#look(looks) : null;
    const { step } = session;
    return {
      step,
      reports,
      milestones: reached,
      answers,
      millisecondsPerStep: this.#millisecondsPerStep,
      tensors: memory().numTensors,
    };
  }

  async #look(looks: Queries): Promise<Answers> {
    const begin = performance.now();
    const answers = await this.#session.look(looks);
    this.#lookedAt = performance.now();
    this.#slice = Math.max(MILLISECONDS_PER_FRAME, (this.#lookedAt - begin) / LOOKING_SHARE);
    return answers;
  }

  #isDue({ looksPerSecond }: RunOptions): boolean {
    return looksPerSecond === undefined || performance.now() - this.#lookedAt >= 1000 / looksPerSecond;
  }

  async #milestone({ looks, snapshot }: MilestoneOptions): Promise<Milestone> {
    const { step } = this.#session;
    const answers = await this.#session.look(looks);
    return { step, answers, snapshot: snapshot ? await this.#session.snapshot() : null };
  }

  /** Steps of the next slice: what fits, or what the pace has by now. */
  #wanted(stepsPerSecond: number | undefined, { time, step }: { readonly time: number; readonly step: number }) {
    const fitting = Math.max(1, Math.floor(this.#slice / this.#millisecondsPerStep));
    if (stepsPerSecond === undefined) return fitting;
    const due = step + Math.floor(((performance.now() - time) / 1000) * stepsPerSecond) - this.#session.step;
    return Math.min(fitting, Math.max(1, due));
  }

  async #keepPace({ stepsPerSecond }: RunOptions, before: number): Promise<void> {
    if (stepsPerSecond === undefined) return;
    const left = 1000 / Math.min(stepsPerSecond, 1000 / MILLISECONDS_PER_FRAME) - (performance.now() - before);
    if (left <= 0 || !this.#isRunning) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, left);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
