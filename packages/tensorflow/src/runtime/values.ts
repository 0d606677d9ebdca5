import { GenlabError } from "@genlab/core";
import type { TensorType, Values } from "@genlab/graph";
import { ELEMENT_TYPES } from "../encode/graph-def.js";
import type { Context } from "./context.js";
import type { TensorflowValue } from "./tensorflow-value.js";

/** Puts entries on the device that computes. */
export function write(context: Context, entries: Values, type: TensorType): bigint {
  const { api } = context;
  const shape = BigInt64Array.from(type.shape, BigInt);
  const tensor = api.create(
    "TF_AllocateTensor",
    ...[ELEMENT_TYPES[type.dtype], shape, shape.length, entries.byteLength],
  );
  try {
    bytesOf(context, tensor).set(new Uint8Array(entries.buffer, entries.byteOffset, entries.byteLength));
    const handle = api.try("TFE_NewTensorHandle", tensor);
    if (context.isProcessor) return handle;
    try {
      return api.try("TFE_TensorHandleCopyToDevice", handle, context.address, context.device);
    } finally {
      api.call("TFE_DeleteTensorHandle", handle);
    }
  } finally {
    api.call("TF_DeleteTensor", tensor);
  }
}

/**
 * A tensor of the processor that lies in an array: what is written to the one is read from the other.
 *
 * @throws GenlabError where TensorFlow made a copy.
 */
export function over({ api }: Context, entries: Float32Array | Int32Array, type: TensorType): bigint {
  const shape = BigInt64Array.from(type.shape, BigInt);
  const address = api.koffi.address(entries);
  const memory = [address, entries.byteLength, api.leavesAlone, null];
  const tensor = api.create("TF_NewTensor", ELEMENT_TYPES[type.dtype], shape, shape.length, ...memory);
  try {
    if (api.create("TF_TensorData", tensor) === address) return api.try("TFE_NewTensorHandle", tensor);
    throw new GenlabError(`TensorFlow has copied an array at ${address}, whose place it does not take.`);
  } finally {
    api.call("TF_DeleteTensor", tensor);
  }
}

/** A copy of the entries. Waits for what computes them. */
export const read = (context: Context, value: TensorflowValue): Values =>
  look(context, value, (bytes) => arrayOver(bytes.slice(), value.type.dtype));

/** The entries where they lie on the processor, as long as the value is there. */
export const view = (context: Context, value: TensorflowValue): Values =>
  look(context, value, (bytes) => arrayOver(bytes, value.type.dtype));

function look(context: Context, { handle }: TensorflowValue, take: (bytes: Uint8Array<ArrayBuffer>) => Values): Values {
  const tensor = context.api.try("TFE_TensorHandleResolve", handle);
  try {
    return take(bytesOf(context, tensor));
  } finally {
    context.api.call("TF_DeleteTensor", tensor);
  }
}

function arrayOver({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>, dtype: TensorType["dtype"]): Values {
  if (dtype === "float32") return new Float32Array(buffer, byteOffset, byteLength / 4);
  return dtype === "int32"
    ? new Int32Array(buffer, byteOffset, byteLength / 4)
    : new Uint8Array(buffer, byteOffset, byteLength);
}

/** Where a tensor has its entries. */
function bytesOf({ api }: Context, tensor: bigint): Uint8Array<ArrayBuffer> {
  const length = Number(api.call("TF_TensorByteSize", tensor));
  if (length === 0) return new Uint8Array(0);
  return new Uint8Array(api.koffi.view(api.create("TF_TensorData", tensor), length));
}
