import { expose } from "comlink";
import { vi } from "vitest";

/** The workers that were made, and are not terminated. */
export const workersInNode: WorkerInNode[] = [];

/** Has `new Worker` make a host on this thread, at the other end of a channel: a message takes its time, as between threads. */
export function useWorkersInNode(makeHost: () => object): void {
  vi.stubGlobal(
    "Worker",
    class extends WorkerInNode {
      constructor() {
        super(makeHost());
      }
    },
  );
}

class WorkerInNode {
  readonly #channel = new MessageChannel();
  readonly #onErrors: ((event: { message: string }) => void)[] = [];

  constructor(host: object) {
    expose(host, this.#channel.port2);
    this.#channel.port1.start();
    workersInNode.push(this);
  }

  postMessage(message: unknown, transfer: readonly Transferable[] = []): void {
    this.#channel.port1.postMessage(message, [...transfer]);
  }

  addEventListener(type: string, listener: EventListener): void {
    if (type === "error") this.#onErrors.push(listener as unknown as (event: { message: string }) => void);
    else this.#channel.port1.addEventListener(type, listener);
  }

  removeEventListener(type: string, listener: EventListener): void {
    this.#channel.port1.removeEventListener(type, listener);
  }

  /** The worker dies: it answers no more. */
  kill(): void {
    this.terminate();
    for (const tell of this.#onErrors) tell({ message: "killed" });
  }

  terminate(): void {
    this.#channel.port1.close();
    if (workersInNode.includes(this)) workersInNode.splice(workersInNode.indexOf(this), 1);
  }
}
