import { type Module, namedVariables } from "@genlab/core";
import { engine, keep, type TensorInfo, type Variable } from "@tensorflow/tfjs-core";
import type { Ort, OrtData, OrtTensor, OrtType } from "./ort.js";
import type { Capabilities } from "./probe.js";

type DataId = TensorInfo["dataId"];

/** The value of a variable, and a buffer for the next one. */
interface Slot {
  current: OrtTensor;
  next: OrtTensor | null;
  /** The variable's data in tfjs. */
  dataId: DataId;
  /** The data whose values `current` has, or had before a run moved them on: other data were assigned to the variable. */
  known: DataId;
  /** Whether a run moved the value on since tfjs had it. */
  isAhead: boolean;
}

/** Who has a variable's value: another executor that runs a program of it takes it over. */
const holders = new WeakMap<Variable, StateStore>();

const PLAIN = { configurable: true, enumerable: true };

/**
 * The values of variables in ONNX Runtime, by the variables themselves: programs that share a variable share its value.
 *
 * A variable fetches the value from here when tfjs reads it, and what is assigned to it from outside is taken up before the next run: no
 * order of calls meets a value of yesterday.
 */
export class StateStore {
  readonly #ort: Ort;
  readonly #writesOutputs: boolean;
  readonly #slots = new WeakMap<Variable, Slot>();
  // weak, as an executor may outlive its trainers
  #held: WeakRef<Variable>[] = [];

  constructor(ort: Ort, { writesOutputs }: Capabilities) {
    this.#ort = ort;
    this.#writesOutputs = writesOutputs;
  }

  /** Takes up the values of variables that are not known yet, and of those that were assigned from outside. */
  async add(variables: Iterable<Variable>): Promise<void> {
    for (const variable of variables) {
      const slot = this.#slots.get(variable);
      if (slot && slot.known === slot.dataId) continue;
      const other = slot ? undefined : holders.get(variable);
      if (other) other.#letGo(variable);
      const { dataId } = variable;
      const values = (await variable.data()) as OrtData;
      if (slot) {
        Object.assign(slot, { current: this.#tensor(variable, values.slice()), known: dataId, isAhead: false });
        continue;
      }
      const made: Slot = {
        current: this.#tensor(variable, values.slice()),
        next: this.#writesOutputs ? this.#tensor(variable, values.slice()) : null,
        dataId,
        known: dataId,
        isAhead: false,
      };
      this.#slots.set(variable, made);
      this.#hold(variable, made);
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
    slot.isAhead = true;
  }

  /** Brings the values of a module's variables to tfjs. */
  pull(module: Module): void {
    for (const variable of namedVariables(module).values()) this.#fetch(variable);
  }

  /** Forgets all values. The variables that are left keep theirs in tfjs. */
  clear(): void {
    for (const reference of this.#held) {
      const variable = reference.deref();
      if (variable) this.#letGo(variable);
    }
    this.#held = [];
  }

  /** Leaves a variable to tfjs, with its value. */
  #letGo(variable: Variable): void {
    const slot = this.#slots.get(variable);
    if (!slot) return;
    this.#fetch(variable);
    Object.defineProperty(variable, "dataId", { ...PLAIN, value: slot.dataId, writable: true });
    this.#slots.delete(variable);
    holders.delete(variable);
  }

  /** Has a variable's data fetched whenever tfjs asks for them. */
  #hold(variable: Variable, slot: Slot): void {
    this.#held = [...this.#held.filter((reference) => reference.deref()), new WeakRef(variable)];
    holders.set(variable, this);
    const reference = new WeakRef(variable);
    Object.defineProperty(variable, "dataId", {
      ...PLAIN,
      get: () => {
        if (slot.isAhead) this.#fetch(reference.deref()!);
        return slot.dataId;
      },
      // what is assigned counts, whatever a run had made of the value before
      set(dataId: DataId) {
        slot.dataId = dataId;
        slot.isAhead = false;
      },
    });
  }

  /** Brings a value to where the variable's data are in tfjs, whichever backend is set by now. */
  #fetch(variable: Variable): void {
    const slot = this.#slots.get(variable);
    if (!slot?.isAhead || variable.isDisposed) return;
    slot.isAhead = false;
    const { backend } = engine().state.tensorInfo.get(slot.dataId)!;
    const { shape, dtype } = variable;
    // a copy: a backend may keep the array it is given, and the next step writes to this one
    const dataId = backend.write((slot.current.data as OrtData).slice(), shape, dtype);
    keep(engine().makeTensorFromTensorInfo({ dataId, shape, dtype }, backend)); // whose reference is the variable's from now on
    engine().disposeTensor(variable);
    slot.dataId = dataId;
    slot.known = dataId;
  }

  #tensor({ dtype, shape }: Variable, values: OrtData): OrtTensor {
    return new this.#ort.Tensor(dtype as OrtType, values, shape);
  }
}
