import { GenlabError } from "@genlab/core";
import { damage } from "./damage.js";
import { type Draw, drawsOf } from "./random.js";

/** A format, files of it that are right, and what reads one. */
export interface Target<Given = Uint8Array> {
  readonly name: string;
  readonly seeds: readonly Given[];
  read(given: Given): unknown;
  /** Default: of bytes. */
  readonly damage?: (given: Given, draw: Draw) => Given;
  /** Tries where a test has a thousand: less for what takes longer. Default 1000. */
  readonly tries?: number;
}

export interface Survived {
  /** How many were read in spite of what is wrong with them. */
  readonly read: number;
  readonly refused: number;
  /** Bytes by which the most memory that was ever in use has grown. */
  readonly growth: number;
  /** Milliseconds that the longest try took. */
  readonly longest: number;
}

/**
 * Reads damaged files, one after another: each is read or refused.
 *
 * @param from the number of the first, by which it is damaged
 * @throws Error that names the try, its file in base64, and what came instead of a `GenlabError`.
 */
export async function survive<Given>(target: Target<Given>, tries: number, from = 0): Promise<Survived> {
  const change = target.damage ?? (damage as unknown as NonNullable<Target<Given>["damage"]>);
  for (const seed of target.seeds) await target.read(seed); // those that are right are read
  const before = mostMemory();
  let [read, refused, longest] = [0, 0, 0];
  for (let number = from; number < from + tries; number++) {
    const draw = drawsOf(number);
    const given = change(target.seeds[draw(target.seeds.length)]!, draw);
    const start = performance.now();
    try {
      await withinReason(target.read(given));
      read++;
    } catch (error) {
      if (!isRefusal(error)) throw new Error(`${target.name}, try ${number}: ${textOf(given)}`, { cause: error });
      refused++;
    }
    longest = Math.max(longest, performance.now() - start);
  }
  return { read, refused, growth: mostMemory() - before, longest };
}

/** What takes milliseconds and has no end in two minutes never has one. */
const MOST_WAITING = 120_000;

async function withinReason(reading: unknown): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("It hangs.")), MOST_WAITING);
  });
  try {
    await Promise.race([reading, hang]);
  } finally {
    clearTimeout(timer);
  }
}

/** A `GenlabError`, from whichever copy of the package. */
const isRefusal = (error: unknown): boolean =>
  error instanceof GenlabError || (error instanceof Error && error.name === "GenlabError");

const mostMemory = (): number => 1024 * process.resourceUsage().maxRSS;

const textOf = (given: unknown): string => {
  const text = given instanceof Uint8Array ? Buffer.from(given).toString("base64") : JSON.stringify(given);
  return text.length > 4000 ? `${text.slice(0, 4000)}…` : text;
};
