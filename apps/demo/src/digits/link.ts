import type { EngineName } from "../engines/engine-names.js";
import type { EngineReport } from "../engines/prepare-engine.js";
import { SessionClient } from "../session/client.js";

/** A worker, of which nobody waits for an answer when it is closed. */
export class Link {
  readonly engine: EngineReport;
  /** What was asked for. */
  readonly engines: string;
  readonly #client: SessionClient;
  readonly #gone: Promise<never>;
  #leave: (error: Error) => void = () => {};

  private constructor(client: SessionClient, engines: string) {
    this.engine = client.engine;
    this.#client = client;
    this.engines = engines;
    this.#gone = new Promise((_, reject) => {
      this.#leave = reject;
    });
    this.#gone.catch(() => {}); // nobody may be waiting
  }

  /** Starts a worker with the first of the engines that works; `onLost` hears when it is of no more use. */
  static async start(engines: readonly EngineName[], onLost: (lost: Link) => void): Promise<Link> {
    const client = await SessionClient.start({ engines, onLost: () => onLost(link) });
    const link: Link = new Link(client, engines.join());
    return link;
  }

  /** @throws Error when the worker is closed before it answers */
  ask<T>(question: (client: SessionClient) => Promise<T>): Promise<T> {
    return Promise.race([question(this.#client), this.#gone]);
  }

  close(): void {
    this.#client.close();
    this.#leave(new Error("The worker is closed."));
  }
}
