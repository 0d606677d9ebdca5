import { type Buffer, buffer, GenlabError, type Parameter, type Tensors } from "@genlab/core";
import { type Tensor, zerosLike } from "@tensorflow/tfjs-core";

/** One buffer for each parameter, by its path. */
export type Slots = Readonly<Record<string, Buffer>>;

/** Slots that start at zero. */
export function zeroSlots(parameters: ReadonlyMap<string, Parameter>): Slots {
  return Object.fromEntries([...parameters].map(([path, parameter]) => [path, buffer(() => zerosLike(parameter))]));
}

/** The value at a path of a transform's state or of the parameters. */
export function known<T>(path: string, value: T | undefined): T {
  if (value !== undefined) return value;
  throw new GenlabError(
    `There is a gradient for "${path}", which the optimizer does not know. Make the optimizer from the same parameters.`,
  );
}

/** Assigns a new value and returns it. */
export function assigned<T extends Tensor>(slot: Buffer, value: T): T {
  slot.assign(value);
  return value;
}

/** The same paths with other tensors. */
export function mapTensors(tensors: Tensors, change: (tensor: Tensor, path: string) => Tensor): Tensors {
  return new Map([...tensors].map(([path, tensor]) => [path, change(tensor, path)]));
}
