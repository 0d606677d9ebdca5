import { type Context, GenlabError, type ImageBatch, type Losses, type Phase, type TensorBatch } from "@genlab/core";

/**
 * A phase's losses of a batch. An error says which phase it was and what the batch is, and which field of it is missing.
 *
 * @throws GenlabError when the loss reads a field that the batch does not have, or cannot be computed of it.
 */
export function phaseLoss({ name, loss }: Phase<ImageBatch>, batch: TensorBatch, context: Context): Losses {
  const missing: string[] = [];
  const noting = new Proxy(batch, {
    get(target, field, receiver) {
      if (typeof field === "string" && !(field in target)) missing.push(field);
      return Reflect.get(target, field, receiver);
    },
  });
  try {
    // the border between any batch of tensors and the batch that the model declares
    return loss(noting as unknown as ImageBatch, context);
  } catch (cause) {
    throw explained(cause, { name, batch, missing }) ?? cause;
  }
}

interface Place {
  readonly name: string;
  readonly batch: TensorBatch;
  readonly missing: readonly string[];
}

function explained(cause: unknown, { name, batch, missing }: Place): GenlabError | undefined {
  const fields = Object.entries(batch).map(([field, { dtype, shape }]) => `${field} ${dtype} [${shape.join(", ")}]`);
  const given = fields.length === 0 ? "without fields" : `of ${fields.join(", ")}`;
  if (missing.length > 0 && !(cause instanceof GenlabError)) {
    return new GenlabError(
      `Phase "${name}" reads the field "${missing.at(-1)}", and the batch is ${given}. Give it under this name.`,
      { cause },
    );
  }
  if (!(cause instanceof Error) || !isOfBatch(cause)) return undefined;
  return new GenlabError(`Phase "${name}" cannot take a batch ${given}: ${cause.message}`, { cause });
}

/** GenLab's own and tfjs' errors, which say what does not fit; others are faults of the program, and are thrown as they are. */
const isOfBatch = (cause: Error) => cause instanceof GenlabError || Object.getPrototypeOf(cause) === Error.prototype;
