import { GenlabError } from "@genlab/core";
import type { Ranks } from "@genlab/graph";
import { launchOf, Mpi } from "./mpi.js";

/** Float32 of which a sum is made at a time, 4 MiB, while the next are gathered and those before are handed out. */
const PIECE = 2 ** 20;

/** What the first tells the others. */
const [END, NEXT] = [0, 1];

/** One of the processes that train a run together. The first reads and writes what there is of the run; the others do its steps with it. */
export class Rank implements Ranks {
  /** How many are on this machine. */
  readonly here: number;
  readonly #mpi: Mpi;
  readonly #word = wordsOf(16);
  #sent = wordsOf(0);
  #received = wordsOf(0);
  #isUnderWay = false;

  private constructor(mpi: Mpi, here: number) {
    [this.#mpi, this.here] = [mpi, here];
  }

  /** Absent where no `mpirun` started this process, or it alone. */
  static async open(environment: NodeJS.ProcessEnv = process.env): Promise<Rank | undefined> {
    const launch = launchOf(environment);
    return launch && new Rank(await Mpi.open(launch), launch.here);
  }

  get rank(): number {
    return this.#mpi.rank;
  }

  get count(): number {
    return this.#mpi.count;
  }

  get isFirst(): boolean {
    return this.rank === 0;
  }

  /** Whether the run was sent, or waited for. */
  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  async average(arrays: readonly Float32Array[]): Promise<void> {
    const length = arrays.reduce((sum, array) => sum + array.length, 0);
    if (this.#sent.length < length) [this.#sent, this.#received] = [wordsOf(length), wordsOf(length)];
    const factor = 1 / this.count;
    const gather = along(arrays, (array, at) => this.#sent.set(array, at));
    const handOut = along(arrays, (array, at) => {
      for (let i = 0; i < array.length; i++) array[i] = this.#received[at + i]! * factor;
    });
    gather(Math.min(PIECE, length));
    for (let from = 0; from < length; from += PIECE) {
      const to = Math.min(from + PIECE, length);
      const summed = this.#mpi.sum(this.#sent.subarray(from, to), this.#received.subarray(from, to));
      gather(Math.min(to + PIECE, length));
      handOut(from);
      await summed;
    }
    handOut(length);
  }

  /** Of the first: gives the others bytes, for which they wait in `receive`. */
  async send(bytes: Uint8Array): Promise<void> {
    this.#requireFirst(true);
    this.#isUnderWay = true;
    const words = wordsOf(Math.ceil(bytes.length / 4));
    new Uint8Array(words.buffer).set(bytes);
    // float32 counts whole numbers up to 2^24
    this.#word.set([Math.floor(bytes.length / PIECE), bytes.length % PIECE]);
    await this.#mpi.share(this.#word);
    for (let from = 0; from < words.length; from += PIECE) await this.#mpi.share(words.subarray(from, from + PIECE));
  }

  /** Of the others; nothing where the first has ended. */
  async receive(): Promise<Uint8Array | undefined> {
    this.#requireFirst(false);
    this.#isUnderWay = true;
    await this.#mpi.share(this.#word);
    const length = this.#word[0]! * PIECE + this.#word[1]!;
    if (length === 0) return undefined;
    const words = wordsOf(Math.ceil(length / 4));
    for (let from = 0; from < words.length; from += PIECE) await this.#mpi.share(words.subarray(from, from + PIECE));
    return new Uint8Array(words.buffer, 0, length);
  }

  /** Of the first: has the others take their part of the next batch. */
  next(): void {
    this.#requireFirst(true);
    this.#word[0] = NEXT;
    this.#mpi.shareNow(this.#word);
  }

  /** Of the others: whether there is a next batch. */
  async hasNext(): Promise<boolean> {
    this.#requireFirst(false);
    await this.#mpi.share(this.#word);
    return this.#word[0] === NEXT;
  }

  /** Has all end. */
  end(): void {
    if (this.isFirst) {
      this.#word.fill(END); // which is no bytes, too
      this.#mpi.shareNow(this.#word);
    }
    this.#mpi.end();
  }

  #requireFirst(isFirst: boolean): void {
    if (this.isFirst !== isFirst)
      throw new GenlabError(`Rank ${this.rank} does what is for ${isFirst ? "the first" : "others"}.`);
  }
}

/** Of memory that does not move: a library in another thread reads and writes it. */
const wordsOf = (length: number) => new Float32Array(new ArrayBuffer(4 * length));

/** Goes through arrays as if they were one, up to where it is told. */
function along(
  arrays: readonly Float32Array[],
  visit: (part: Float32Array, at: number) => void,
): (end: number) => void {
  let [at, index, within] = [0, 0, 0];
  return (end) => {
    while (at < end) {
      const array = arrays[index]!;
      const part = array.subarray(within, Math.min(array.length, within + end - at));
      visit(part, at);
      at += part.length;
      within += part.length;
      if (within === array.length) [index, within] = [index + 1, 0];
    }
  };
}
