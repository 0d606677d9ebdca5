import type { TensorInfo, Variable } from "@tensorflow/tfjs-core";

export type DataId = TensorInfo["dataId"];

/** What happens to a variable whose value lies elsewhere. */
export interface VariableWatch {
  /** tfjs asks for the variable's data. */
  read(variable: Variable): DataId;
  /** Others were assigned. */
  assigned(dataId: DataId): void;
  /** It is disposed of; the watch is to end. */
  disposed(variable: Variable): void;
}

const PLAIN = { configurable: true, enumerable: true };

/** Hears whenever tfjs reads, assigns or disposes of a variable, which it does not keep alive. */
export function watch(variable: Variable, { read, assigned, disposed }: VariableWatch): void {
  const reference = new WeakRef(variable);
  Object.defineProperties(variable, {
    dataId: { ...PLAIN, get: () => read(reference.deref()!), set: assigned },
    dispose: {
      configurable: true,
      value: () => {
        disposed(reference.deref()!);
        reference.deref()!.dispose();
      },
    },
  });
}

/** Leaves a variable to tfjs again, with these data. */
export function unwatch(variable: Variable, dataId: DataId): void {
  Reflect.deleteProperty(variable, "dispose");
  Object.defineProperty(variable, "dataId", { ...PLAIN, value: dataId, writable: true });
}
