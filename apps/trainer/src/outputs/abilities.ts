import { DenoisingAutoencoder } from "@genlab/ae";
import {
  canDecode,
  canDiscriminate,
  canEncode,
  canEncodeClasses,
  canReconstruct,
  canSample,
  canScore,
  type Decodes,
  type Encodes,
  type EncodesClasses,
  GenlabError,
  type Model,
  type Reconstructs,
} from "@genlab/core";

/** The commands that use a trained model, and what a model is that is able to. */
export interface Abilities {
  readonly sample: Model;
  readonly reconstruct: Reconstructs;
  readonly denoise: DenoisingAutoencoder;
  readonly interpolate: Decodes;
  readonly traverse: Decodes;
  readonly animate: Decodes;
  readonly encode: Encodes | (EncodesClasses & { readonly classes: number });
  readonly decode: Decodes;
  readonly score: Model;
}

interface Ability<Able> {
  has(model: Model): model is Model & Able;
  /** What a model without it lacks. */
  readonly lacks: string;
}

/** Codes to go from, or to change. */
const walks: Ability<Decodes> = {
  has: (model): model is Model & Decodes => canDecode(model) && (canEncode(model) || model.drawCodes !== undefined),
  lacks: "it has no codes to decode",
};

const abilities: { readonly [Command in keyof Abilities]: Ability<Abilities[Command]> } = {
  sample: {
    has: (model): model is Model => canSample(model) || (canEncode(model) && canDecode(model)),
    lacks: "it has neither a prior nor codes",
  },
  reconstruct: {
    has: (model): model is Model & Reconstructs => canReconstruct(model),
    lacks: "it has no encoder for data alone",
  },
  denoise: {
    has: (model): model is Model & DenoisingAutoencoder => model instanceof DenoisingAutoencoder,
    lacks: "it was not trained on damaged data",
  },
  interpolate: walks,
  traverse: walks,
  animate: walks,
  encode: {
    has: (model): model is Model & Abilities["encode"] => canEncode(model) || canEncodeClasses(model),
    lacks: "it has no encoder",
  },
  decode: { has: (model): model is Model & Decodes => canDecode(model), lacks: "it has no codes to decode" },
  score: {
    has: (model): model is Model => canScore(model) || canDiscriminate(model),
    lacks: "it neither explains examples nor tells them from others",
  },
};

/** The commands for which a model has what it takes. */
export const abilitiesOf = (model: Model): readonly string[] =>
  Object.entries(abilities).flatMap(([name, { has }]) => (has(model) ? [name] : []));

/**
 * @param type of the model
 * @throws GenlabError with the commands that there are for the model, where it is not able to do what is asked.
 */
export function requireAbility<Command extends keyof Abilities>(
  model: Model,
  type: string,
  command: Command,
): Model & Abilities[Command] {
  const { has, lacks } = abilities[command];
  if (has(model)) return model;
  const able = [...abilitiesOf(model), "export"].map((name) => `\`genlab ${name}\``);
  throw new GenlabError(`The model "${type}" cannot ${command}: ${lacks}. What it can: ${able.join(", ")}.`);
}
