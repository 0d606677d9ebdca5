/** How long a worker lives. One that is gone answers no call: `orEnd` rejects then. */
export class Life {
  // a race against one promise of the end would keep every answer for as long as the worker lives: nodejs/node#17469
  readonly #rejects = new Set<(reason: Error) => void>();
  #listener: (reason: Error) => void = () => {};
  #reason: Error | null = null;

  /** Calls that wait for an answer. */
  get waiting(): number {
    return this.#rejects.size;
  }

  orEnd<T>(call: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const settled = () => this.#rejects.delete(reject);
      call.then(resolve, reject).then(settled);
      if (this.#reason) reject(this.#reason);
      else this.#rejects.add(reject);
    });
  }

  onEnd(listener: (reason: Error) => void): void {
    this.#listener = listener;
  }

  end(reason: Error): void {
    if (this.#reason) return;
    this.#reason = reason;
    for (const reject of this.#rejects) reject(reason);
    this.#rejects.clear();
    this.#listener(reason);
  }
}
