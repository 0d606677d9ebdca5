import { computed } from "@preact/signals";
import { readFields, text, type ValuesOf, wholeNumber, writeFields } from "../address-fields.js";
import { address, setParameters } from "../shell/location.js";

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
};

type State = ValuesOf<typeof fields>;

/** What of the page is in the address. */
export const state = computed<State>(() => readFields(fields, address.value.parameters));

export function change(part: Partial<State>): void {
  setParameters(writeFields(fields, { ...state.peek(), ...part }));
}
