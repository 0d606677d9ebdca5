import { proxy, type Remote, wrap } from "comlink";
import type { EngineName } from "../engines/engine-names.js";
import type { EngineReport } from "../engines/prepare-engine.js";
import type { SessionHost } from "./host.js";
import { Life } from "./life.js";
import type { Answers, Queries } from "./looks/looks.js";
import type { Frame, FrameListener, RunOptions } from "./runner.js";
import type { Change } from "./session.js";
import { shown } from "./shown.js";
import type { SessionSpec } from "./spec.js";

export interface StartOptions {
  /** Engines to try, the first one first. */
  readonly engines: readonly EngineName[];
  /**
   * Hears that the graphics context is lost, or that the worker died, and what was under way is rejected: close this client, start
   * another, restore the last snapshot.
   */
  readonly onLost: (reason: string) => void;
}

/** A session in a worker of its own, as a page sees it. */
export class SessionClient {
  readonly engine: EngineReport;
  readonly #worker: Worker;
  readonly #host: Remote<SessionHost>;
  readonly #life: Life;
  #running: Promise<void> = Promise.resolve();
  #runs = 0;

  private constructor(worker: Worker, host: Remote<SessionHost>, life: Life, engine: EngineReport) {
    this.#worker = worker;
    this.#host = host;
    this.#life = life;
    this.engine = engine;
  }

  /** Starts a worker with an engine, and without a session. Rejects where none of the engines works. */
  static async start({ engines, onLost }: StartOptions): Promise<SessionClient> {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "session" });
    const host = wrap<SessionHost>(worker);
    const life = new Life();
    worker.addEventListener("error", ({ message = "its script cannot be loaded" }) =>
      life.end(new Error(`The worker stopped: ${message}`)),
    );
    try {
      const engine = await life.orEnd(host.prepare(engines));
      await life.orEnd(host.watchContext(proxy(() => life.end(new Error("The graphics context is lost.")))));
      life.onEnd(({ message }) => onLost(message));
      return new SessionClient(worker, host, life, engine);
    } catch (error) {
      worker.terminate();
      throw error;
    }
  }

  /** Makes a session, in the place of the one before. Changes that are given happen again at their steps. */
  async open(spec: SessionSpec, changes: readonly Change[] = []): Promise<void> {
    await this.pause();
    await this.#life.orEnd(this.#host.open(spec, changes));
  }

  /** A frame after so many steps. 0: only looks. */
  async step(count: number, options: RunOptions): Promise<Frame> {
    return this.#life.orEnd(this.#host.step(count, options));
  }

  /**
   * Trains until it is paused, or its end. Every frame waits for the listener's reply, and for the page to be seen: nothing trains in a
   * hidden tab. Ends when the run does.
   */
  async run(options: RunOptions, onFrame: FrameListener): Promise<void> {
    const mine = ++this.#runs;
    await this.#halt();
    if (mine !== this.#runs) return; // it was paused before it began, or another one comes
    this.#running = this.#life.orEnd(this.#host.run(options, proxy(whileShown(onFrame))));
    await this.#running;
  }

  /** Done when the run has stopped. */
  async pause(): Promise<void> {
    this.#runs += 1;
    await this.#halt();
  }

  /** Goes on with other settings of the same networks, and says from which step on. Throws where they do not fit: then open a session. */
  async set(spec: SessionSpec): Promise<number> {
    return this.#life.orEnd(this.#host.set(spec));
  }

  async snapshot(): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#life.orEnd(this.#host.snapshot())) as Uint8Array<ArrayBuffer>;
  }

  async restore(bytes: Uint8Array): Promise<void> {
    await this.#life.orEnd(this.#host.restore(bytes));
  }

  async look<Q extends Queries>(queries: Q): Promise<Answers<Q>> {
    return (await this.#life.orEnd(this.#host.look(queries))) as Answers<Q>;
  }

  /** Another listener in the place of `onLost`. */
  listen(onLost: (reason: string) => void): void {
    this.#life.onEnd(({ message }) => onLost(message));
  }

  /** Ends the worker. What was under way is rejected; `onLost` is not called. */
  close(): void {
    this.#life.onEnd(() => {});
    this.#life.end(new Error("The session is closed."));
    this.#worker.terminate();
  }

  async #halt(): Promise<void> {
    await this.#life.orEnd(this.#host.pause());
    await this.#running.catch(() => {}); // whoever called `run` hears of the error
  }
}

const whileShown =
  (onFrame: FrameListener): FrameListener =>
  async (frame) => {
    const reply = await onFrame(frame);
    await shown();
    return reply;
  };
