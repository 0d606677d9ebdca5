/** How long a worker lives. One that is gone answers no call: `orEnd` rejects then. */
export class Life {
  readonly #ended: Promise<never>;
  #reject: (reason: Error) => void = () => {};
  #listener: (reason: Error) => void = () => {};
  #isOver = false;

  constructor() {
    this.#ended = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.#ended.catch(() => {}); // it may end when nobody waits
  }

  orEnd<T>(call: Promise<T>): Promise<T> {
    return Promise.race([call, this.#ended]);
  }

  onEnd(listener: (reason: Error) => void): void {
    this.#listener = listener;
  }

  end(reason: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#reject(reason);
    this.#listener(reason);
  }
}
