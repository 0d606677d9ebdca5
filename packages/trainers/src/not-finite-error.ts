import { GenlabError } from "@genlab/core";

/** A term of a phase's loss. */
export interface NotFiniteTerm {
  readonly step: number;
  readonly phase: string;
  readonly term: string;
}

/** A value of what is saved. */
export interface NotFiniteValue {
  readonly step: number;
  /** `model.encoder.weight`, say. */
  readonly path: string;
}

export type NotFinitePlace = NotFiniteTerm | NotFiniteValue;

/** A loss, or what was to be saved, became NaN or infinite. */
export class NotFiniteError extends GenlabError {
  readonly step: number;
  /** With `term`, of a loss. */
  readonly phase?: string;
  readonly term?: string;
  /** Of a value that was to be saved. */
  readonly path?: string;

  constructor(value: number, place: NotFinitePlace) {
    super(
      "path" in place
        ? `"${place.path}" holds a value that is not finite at step ${place.step}. The checkpoint was not written.`
        : `The term "${place.term}" of phase "${place.phase}" is ${value} at step ${place.step}. ` +
            "Lower the learning rate, clip the gradients, or look for bad values in the data.",
    );
    this.step = place.step;
    if ("path" in place) this.path = place.path;
    else [this.phase, this.term] = [place.phase, place.term];
  }
}
