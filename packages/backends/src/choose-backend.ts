import { describe, GenlabError, refuseUnknown, registerGradients } from "@genlab/core";
import { findBackendFactory, scalar, setBackend } from "@tensorflow/tfjs-core";
import type { BackendLoader } from "./backend-loader.js";
import { prepareBackend } from "./prepare-backend.js";
import { quietly } from "./quietly.js";
import { reasonOf } from "./reason-of.js";

export interface ChooseBackendOptions {
  /** The one backend to use. Default: the first of the loaders that works. */
  readonly wanted?: string;
}

/** A backend that was tried and passed over. */
export interface SkippedBackend {
  readonly backend: string;
  readonly reason: string;
}

export interface BackendChoice {
  readonly backend: string;
  /** The backends before it in the list, each with the reason why it was not taken. */
  readonly skipped: readonly SkippedBackend[];
}

/**
 * Sets the first backend of `loaders` that works here, prepared by `prepareBackend`, and says why those before it did not.
 *
 * @throws GenlabError when none works, with the reason of each, and for a backend or an option that there is not.
 */
export async function chooseBackend(
  loaders: readonly BackendLoader[],
  { wanted, ...others }: ChooseBackendOptions = {},
): Promise<BackendChoice> {
  refuseUnknown("chooseBackend", others, { wanted });
  requireLoaders(loaders);
  const candidates = wanted === undefined ? loaders : [loaderNamed(wanted, loaders)];
  const skipped: SkippedBackend[] = [];
  for (const loader of candidates) {
    try {
      await quietly(() => start(loader, wanted !== undefined));
      return { backend: loader.name, skipped };
    } catch (error) {
      skipped.push({ backend: loader.name, reason: reasonOf(error) });
    }
  }
  const reasons = skipped.map(({ backend, reason }) => `${backend} (${reason})`).join("; ");
  throw new GenlabError(`No usable backend: ${reasons || "no loader was given"}.`);
}

function requireLoaders(loaders: readonly BackendLoader[]): void {
  const isLoader = (loader: Partial<BackendLoader> | null) =>
    typeof loader?.name === "string" && typeof loader.load === "function";
  if (Array.isArray(loaders) && loaders.every(isLoader)) return;
  throw new GenlabError(
    `The loaders of chooseBackend are ${describe(loaders)}. Expected a list such as [{ name: "cpu", load: () => import(…) }].`,
  );
}

function loaderNamed(wanted: string, loaders: readonly BackendLoader[]): BackendLoader {
  const loader = loaders.find(({ name }) => name === wanted);
  if (loader === undefined) {
    const known = loaders.map(({ name }) => name).join(", ");
    throw new GenlabError(`Unknown backend "${wanted}". Known: ${known}.`);
  }
  return loader;
}

async function start({ name, backend = name, load }: BackendLoader, byName: boolean): Promise<void> {
  await load({ byName });
  // tfjs-node imports all of tfjs, whose own gradients then replace those of core
  registerGradients();
  if (!(await setBackend(backend))) throw await startError(backend);
  scalar(0).dispose(); // the first tensor proves the backend, and spends the cpu backend's greeting while it is quiet
  prepareBackend(backend);
}

/** Runs the factory once more, because `setBackend` prints the error of the first run and drops it. */
async function startError(name: string): Promise<unknown> {
  try {
    await findBackendFactory(name)();
  } catch (error) {
    return error;
  }
  return new GenlabError("it did not start");
}
