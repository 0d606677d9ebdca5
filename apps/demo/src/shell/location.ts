import { computed, signal } from "@preact/signals";
import { type Address, type Parameters, readAddress, writeAddress } from "../address.js";
import { type EngineChoice, engineNames } from "../engines/engine-names.js";

const current = signal(readAddress(location.hash));

window.addEventListener("hashchange", () => {
  current.value = readAddress(location.hash);
});

/** Where the visitor is. Changes when a link is followed, and by `setParameters`. */
export const address = computed(() => current.value);

/** The engine that the address asks for. It is a part of a run, so it is not a preference. */
export const engineChoice = computed<EngineChoice>(
  () => engineNames.find((name) => name === address.value.parameters.engine) ?? "auto",
);

/** Writes the page's state into the address without a step in the browser's history. What is not given is left out, but for the engine. */
export function setParameters(parameters: Parameters): void {
  const { page, parameters: before } = current.value;
  const engine = before.engine === undefined ? {} : { engine: before.engine };
  replace({ page, parameters: { ...parameters, ...engine } });
}

/** Changes the engine and leaves the rest of the address. */
export function setEngine(choice: EngineChoice): void {
  const { engine: _, ...rest } = current.value.parameters;
  replace({ page: current.value.page, parameters: choice === "auto" ? rest : { ...rest, engine: choice } });
}

function replace(next: Address): void {
  const hash = writeAddress(next);
  if (hash === writeAddress(current.value)) return;
  history.replaceState(null, "", hash);
  current.value = next;
}
