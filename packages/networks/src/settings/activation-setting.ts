import { choice, type OptionalSetting, ownFunction } from "@genlab/core";
import { type Activation, leakyRelu, relu } from "@genlab/layers";

export type ActivationName = "relu" | "leaky-relu";

const activations: Readonly<Record<ActivationName, Activation>> = { relu, "leaky-relu": leakyRelu() };

/** The setting of what stands between layers: a function, or its name. */
export const activationSetting = (
  about: string,
  byDefault: ActivationName = "relu",
): OptionalSetting<ActivationName | Activation, Activation> =>
  choice(about, activations, { default: byDefault, own: ownFunction("relu") });
