import { proxy, type Remote, wrap } from "comlink";
import type { EngineName } from "../engines/engine-names.js";
import type { EngineReport } from "../engines/prepare-engine.js";
import type { Answers, Queries } from "./looks/looks.js";
import type { Frame, FrameListener, RunOptions } from "./runner.js";
import type { Change } from "./session.js";
import type { SessionSpec } from "./spec.js";
import type { SessionHost } from "./worker.js";

export interface StartOptions {
  /** Engines to try, the first one first. */
  readonly engines: readonly EngineName[];
  /** Hears that the graphics context is lost, or that the worker died: close this client, start another, restore the last snapshot. */
  readonly onLost: (reason: string) => void;
}

/** A session in a worker of its own, as a page sees it. */
export class SessionClient {
  readonly engine: EngineReport;
  readonly #worker: Worker;
  readonly #host: Remote<SessionHost>;
  #running: Promise<void> = Promise.resolve();

  private constructor(worker: Worker, host: Remote<SessionHost>, engine: EngineReport) {
    this.#worker = worker;
    this.#host = host;
    this.engine = engine;
  }

  /** Starts a worker with an engine, and without a session. */
  static async start({ engines, onLost }: StartOptions): Promise<SessionClient> {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "session" });
    const host = wrap<SessionHost>(worker);
    const died = new Promise<never>((_, reject) => {
      worker.addEventListener("error", ({ message }) => {
        onLost(message);
        reject(new Error(`The worker stopped: ${message}`));
      });
    });
    died.catch(() => {}); // it may die when nobody waits
    const engine = await Promise.race([host.prepare(engines), died]);
    await host.watchContext(proxy(() => onLost("context")));
    return new SessionClient(worker, host, engine);
  }

  /** Makes a session, in the place of the one before. Changes that are given happen again at their steps. */
  async open(spec: SessionSpec, changes: readonly Change[] = []): Promise<void> {
    await this.pause();
    await this.#host.open(spec, changes);
  }

  /** A frame after so many steps. 0: only looks. */
  async step(count: number, options: RunOptions): Promise<Frame> {
    return this.#host.step(count, options);
  }

  /** Trains until it is paused, or its end. Every frame waits for the listener's reply. Ends when the run does. */
  async run(options: RunOptions, onFrame: FrameListener): Promise<void> {
    await this.pause();
    this.#running = this.#host.run(options, proxy(onFrame));
    await this.#running;
  }

  /** Done when the run has stopped. */
  async pause(): Promise<void> {
    await this.#host.pause();
    await this.#running.catch(() => {}); // whoever called `run` hears of the error
  }

  /** Goes on with other settings of the same networks, and says from which step on. Throws where they do not fit: then open a session. */
  async set(spec: SessionSpec): Promise<number> {
    return this.#host.set(spec);
  }

  async snapshot(): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#host.snapshot()) as Uint8Array<ArrayBuffer>;
  }

  async restore(bytes: Uint8Array): Promise<void> {
    await this.#host.restore(bytes);
  }

  async look<Q extends Queries>(queries: Q): Promise<Answers<Q>> {
    return (await this.#host.look(queries)) as Answers<Q>;
  }

  /** Tensors that the worker holds. */
  async tensors(): Promise<number> {
    return this.#host.tensors();
  }

  /** Ends the worker. */
  close(): void {
    this.#worker.terminate();
  }
}
