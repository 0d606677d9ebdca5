import { expect, it } from "vitest";
import { workFolder } from "../genlab.js";
import { type Survived, survive } from "./survives.js";
import { imageTargets, targetsIn } from "./targets.js";

const folder = workFolder();

/** How many damaged files of each format: GENLAB_FUZZ_TRIES=100000 for a night. */
const TRIES = Number(process.env.GENLAB_FUZZ_TRIES ?? 1000);

const TIMEOUT = 300 * Math.max(1000, TRIES);

/** The first of them: a night can come in parts. */
const FROM = Number(process.env.GENLAB_FUZZ_FROM ?? 0);

/** Beyond it a few bytes have made many. */
const MOST_GROWTH = 512 * 2 ** 20;

function check(name: string, { read, refused, growth, longest }: Survived): void {
  const mebibytes = Math.round(growth / 2 ** 20);
  console.log(
    `${name}: ${read} read, ${refused} refused, ${mebibytes} MiB more, ${Math.round(longest)} ms the longest`,
  );
  expect(growth).toBeLessThan(MOST_GROWTH);
}

const names = targetsIn("").map(({ name }) => name);

it.each(names)("damaged %s are read or refused", { timeout: TIMEOUT }, async (name) => {
  const target = targetsIn(folder.path).find((one) => one.name === name)!;
  const survived = await survive(target, Math.ceil((TRIES * (target.tries ?? 1000)) / 1000), FROM);
  check(name, survived);
  expect(survived.refused).toBeGreaterThan(0);
});

it("damaged images are read, or their fault is named", { timeout: TIMEOUT }, async () => {
  for (const target of await imageTargets()) {
    check(target.name, await survive(target, Math.ceil((TRIES * target.tries!) / 1000), FROM));
  }
});
