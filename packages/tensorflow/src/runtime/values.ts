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

/** A copy of the entries. Waits for what computes them. */
export function read(context: Context, { handle, type }: TensorflowValue): Values {
  const tensor = context.api.try("TFE_TensorHandleResolve", handle);
  try {
    return arrayOver(bytesOf(context, tensor).slice().buffer, type.dtype);
  } finally {
    context.api.call("TF_DeleteTensor", tensor);
  }
}

function arrayOver(buffer: ArrayBuffer, dtype: TensorType["dtype"]): Values {
  if (dtype === "float32") return new Float32Array(buffer);
  return dtype === "int32" ? new Int32Array(buffer) : new Uint8Array(buffer);
}

/** Where a tensor has its entries. */
function bytesOf({ api }: Context, tensor: bigint): Uint8Array<ArrayBuffer> {
  const length = Number(api.call("TF_TensorByteSize", tensor));
  if (length === 0) return new Uint8Array(0);
  return new Uint8Array(api.koffi.view(api.create("TF_TensorData", tensor), length));
}
