import { computed, effect, signal } from "@preact/signals";
import { type Address, type PageName, type Parameters, readAddress, writeAddress } from "../address.js";
import { type EngineChoice, engineNames } from "../engines/engine-names.js";
import { ifAllowed } from "./if-allowed.js";

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
  replace(withEngine({ page: current.peek().page, parameters }));
}

/** Writes all that a page has in its address, the engine too. */
export function setAllParameters(parameters: Parameters): void {
  replace({ page: current.peek().page, parameters });
}

/** A link within the site, for the same engine. */
export const linkTo = (page: PageName, parameters: Parameters = {}): string =>
  writeAddress(withEngine({ page, parameters }));

function withEngine({ page, parameters }: Address): Address {
  const { engine } = current.value.parameters;
  return { page, parameters: engine === undefined ? parameters : { ...parameters, engine } };
}

const LEFT = "genlab/left";

/** What each page had in its address when it was left, in this tab. */
const left =
  ifAllowed(() => new Map<PageName, Parameters>(JSON.parse(sessionStorage.getItem(LEFT) ?? "[]"))) ?? new Map();

effect(() => {
  left.set(current.value.page, current.value.parameters);
  ifAllowed(() => sessionStorage.setItem(LEFT, JSON.stringify([...left])));
});

/** A link to a page as it was left. */
export const linkBackTo = (page: PageName): string => {
  const { engine: _, ...parameters } = left.get(page) ?? {};
  return linkTo(page, parameters);
};

/** Changes the engine and leaves the rest of the address. */
export function setEngine(choice: EngineChoice): void {
  const { engine: _, ...rest } = current.peek().parameters;
  replace({ page: current.peek().page, parameters: choice === "auto" ? rest : { ...rest, engine: choice } });
}

function replace(next: Address): void {
  const hash = writeAddress(next);
  if (hash === writeAddress(current.peek())) return;
  history.replaceState(null, "", hash);
  current.value = next;
}
