import { computed } from "@preact/signals";
import { choice, readFields, text, type ValuesOf, wholeNumber, writeFields } from "../address-fields.js";
import { address, setParameters } from "../shell/location.js";
import { lessonNames } from "./lessons.js";

const fields = {
  lesson: choice(lessonNames, lessonNames[0]!),
  seed: wholeNumber(1, { min: 0, max: 999_999 }),
  /** What the reader made happen. Empty: nothing yet. */
  act: text(""),
  /** The step of a turn. 0: the end of its opening. */
  at: wholeNumber(0, { min: 0, max: 999_999 }),
};

export type State = ValuesOf<typeof fields>;

/** The lessons as the address has them. */
export const state = computed<State>(() => readFields(fields, address.value.parameters));

/** Changes some of it. */
export const setState = (change: Partial<State>): void =>
  setParameters(writeFields(fields, { ...state.peek(), ...change }));
