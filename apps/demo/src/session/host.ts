import { transfer } from "comlink";
import type { EngineName } from "../engines/engine-names.js";
import { isTarget, loadCompiledSteps } from "../engines/load-compiled-steps.js";
import { onContextLost } from "../engines/on-context-lost.js";
import { type EngineReport, prepareEngine } from "../engines/prepare-engine.js";
import { buffersOf } from "./buffers-of.js";
import { CompiledLater } from "./compiled-later.js";
import type { Answers, Queries } from "./looks/looks.js";
import { Queue } from "./queue.js";
import { type Frame, type FrameListener, Runner, type RunOptions } from "./runner.js";
import { type Change, Session } from "./session.js";
import type { SessionSpec } from "./spec.js";

const passed = <T>(value: T): T => transfer(value, buffersOf(value));

/** What the worker does for the page: one session at a time. Calls wait for one another; a run lets them in between two frames. */
export class SessionHost {
  readonly #queue = new Queue();
  #session: Session | null = null;
  #runner: Runner | null = null;
  #engine: EngineName | null = null;
  #onLost: () => void = () => {};

  /** Sets the first engine of the list that works here. */
  prepare(order: readonly EngineName[]): Promise<EngineReport> {
    return this.#queue.add(async () => {
      const report = await prepareEngine(order);
      this.#engine = report.engine;
      return report;
    });
  }

  /** Hears of it when the graphics context is lost: nothing in the worker can be saved then. */
  watchContext(listener: () => void): void {
    this.#onLost = () => listener(); // an event cannot be sent
    onContextLost(this.#onLost);
  }

  open(spec: SessionSpec, changes: readonly Change[] = []): Promise<void> {
    return this.#queue.add(async () => {
      this.#runner?.pause();
      const engine = this.#engine;
      const executor = isTarget(engine) ? new CompiledLater(() => loadCompiledSteps(engine, this.#onLost)) : undefined;
      const session = await Session.open(spec, changes, executor);
      this.#session?.dispose();
      this.#session = session;
      this.#runner = new Runner(session, this.#queue);
    });
  }

  /** One frame after so many steps. 0: only looks. */
  async step(count: number, options: RunOptions): Promise<Frame> {
    return passed(await this.#opened(this.#runner).frameOf(count, options));
  }

  /** Ends when the run is paused. */
  run(options: RunOptions, onFrame: FrameListener): Promise<void> {
    return this.#opened(this.#runner).run(options, (frame) => onFrame(passed(frame)));
  }

  pause(): void {
    this.#runner?.pause();
  }

  /** The step at which they took effect. */
  set(spec: SessionSpec): Promise<number> {
    return this.#queue.add(async () => {
      const session = this.#opened(this.#session);
      await session.set(spec);
      return session.step;
    });
  }

  async snapshot(): Promise<Uint8Array<ArrayBuffer>> {
    return passed(await this.#queue.add(() => this.#opened(this.#session).snapshot()));
  }

  restore(bytes: Uint8Array): Promise<void> {
    return this.#queue.add(() => this.#opened(this.#session).restore(bytes));
  }

  async look<Q extends Queries>(queries: Q): Promise<Answers<Q>> {
    return passed(await this.#queue.add(() => this.#opened(this.#session).look(queries)));
  }

  #opened<T>(value: T | null): T {
    if (value === null) throw new Error("No session is open. Call open first.");
    return value;
  }
}
