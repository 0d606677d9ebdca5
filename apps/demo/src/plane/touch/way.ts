import type { Touch } from "../../session/looks/touch.js";

/** What a model made of what is touched, and after how many steps. */
export interface Made extends Pick<Touch, "image" | "code"> {
  readonly step: number;
}

const LONGEST_WAY = 400;

/** A way that goes on: from where the model went back to, if it did, and once for each step. */
export const onward = (way: readonly Made[], next: Made): readonly Made[] =>
  [...way.filter(({ step }) => step < next.step), next].slice(-LONGEST_WAY);
