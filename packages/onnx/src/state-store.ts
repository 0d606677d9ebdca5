import { type Module, namedVariables } from "@genlab/core";
import { type Tensor, tensor, tidy, type Variable } from "@tensorflow/tfjs-core";
import type { Ort, OrtData, OrtTensor, OrtType } from "./ort.js";
import type { Capabilities } from "./probe.js";

/** The value of a variable, and a buffer for the next one. */
interface Slot {
  current: OrtTensor;
  next: OrtTensor | null;
  /** Whether the variable has the same value. */
  isPulled: boolean;
}

/** The values of variables in ONNX Runtime, by the variables themselves: programs that share a variable share its value. */
export class StateStore {
  readonly #ort: Ort;
  readonly #writesOutputs: boolean;
  #slots = new WeakMap<Variable, Slot>();

  constructor(ort: Ort, { writesOutputs }: Capabilities) {
    this.#ort = ort;
    this.#writesOutputs = writesOutputs;
  }

  /** Takes up the values of variables that are not known yet. */
  async add(variables: Iterable<Variable>): Promise<void> {
    for (const variable of variables) {
      if (this.#slots.has(variable)) continue;
      const values = (await variable.data()) as OrtData;
      this.#slots.set(variable, {
        current: this.#tensor(variable, values.slice()),
        next: this.#writesOutputs ? this.#tensor(variable, values.slice()) : null,
        isPulled: true,
      });
    }
  }

  current(variable: Variable): OrtTensor {
    return this.#slots.get(variable)!.current;
  }

  /** Where a run is to write the next value; null to make a tensor for it. */
  next(variable: Variable): OrtTensor | null {
    return this.#slots.get(variable)!.next;
  }

  /**
   * Makes what a run wrote the current value; the former buffer is the next to write. Where results are written to the tensors
   * given for them, `value` is at best a copy of one (`onnxruntime-node` makes one of each), and is left to the collector.
   */
  advance(variable: Variable, value: OrtTensor): void {
    const slot = this.#slots.get(variable)!;
    const written = slot.next ?? value;
    slot.next = this.#writesOutputs ? slot.current : null;
    slot.current = written;
    slot.isPulled = false;
  }

  pull(module: Module): void {
    for (const variable of namedVariables(module).values()) {
      const slot = this.#slots.get(variable);
      if (!slot || slot.isPulled) continue;
      // a copy: a backend may keep the array it is given, and the next step writes to this one
      const values = (slot.current.data as OrtData).slice();
      tidy(() => variable.assign(tensor(values, variable.shape, variable.dtype) as Tensor));
      slot.isPulled = true;
    }
  }

  async push(module: Module): Promise<void> {
    for (const variable of namedVariables(module).values()) {
      const slot = this.#slots.get(variable);
      if (!slot) continue;
      slot.current = this.#tensor(variable, ((await variable.data()) as OrtData).slice());
      slot.isPulled = true;
    }
  }

  clear(): void {
    this.#slots = new WeakMap();
  }

  #tensor({ dtype, shape }: Variable, values: OrtData): OrtTensor {
    return new this.#ort.Tensor(dtype as OrtType, values, shape);
  }
}
