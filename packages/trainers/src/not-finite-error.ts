import { GenlabError } from "@genlab/core";

export interface NotFinitePlace {
  readonly step: number;
  readonly phase: string;
  readonly term: string;
}

/** A loss became NaN or infinite. */
export class NotFiniteError extends GenlabError implements NotFinitePlace {
  readonly step: number;
  readonly phase: string;
  readonly term: string;

  constructor(value: number, { step, phase, term }: NotFinitePlace) {
    super(
      `The term "${term}" of phase "${phase}" is ${value} at step ${step}. ` +
        "Lower the learning rate, clip the gradients, or look for bad values in the data.",
    );
    this.step = step;
    this.phase = phase;
    this.term = term;
  }
}
