import { computed } from "@preact/signals";
import { type Field, readFields, text, type ValuesOf, wholeNumber, writeFields } from "../address-fields.js";
import { address, setParameters } from "../shell/location.js";

const latentValues: Field<ReadonlyMap<number, number>> = {
  initial: new Map(),
  read(given) {
    const pairs = given === "" ? [] : given.split(",").map((pair) => pair.split(":").map(Number));
    const isWhole = pairs.every(([latent, value]) => Number.isSafeInteger(latent) && Number.isFinite(value));
    return isWhole ? new Map(pairs as [number, number][]) : undefined;
  },
  write: (values) => [...values].map(([latent, value]) => `${latent}:${Math.round(100 * value) / 100}`).join(","),
};

const image = (initial: number) => wholeNumber(initial, { min: 1, max: 10 });

export const fields = {
  /** One of those that come with the page; empty for one that was given. */
  model: text("vae"),
  /** Which samples. */
  draw: wholeNumber(0, { min: 0, max: 1e6 }),
  /** Which examples: those from ten times this on. */
  page: wholeNumber(0, { min: 0, max: 1e3 }),
  from: image(3),
  to: image(5),
  /** The image whose codes are changed. */
  code: image(5),
  /** Its codes that are changed, and to what: `2:0.5,7:-1.25`. */
  set: latentValues,
};

type State = ValuesOf<typeof fields>;

/** What of the page is in the address. */
export const state = computed<State>(() => readFields(fields, address.value.parameters));

export function change(part: Partial<State>): void {
  setParameters(writeFields(fields, { ...state.peek(), ...part }));
}
