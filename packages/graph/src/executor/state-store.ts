import { GenlabError, type Module, namedVariables } from "@genlab/core";
import { engine, type KernelBackend, keep, type Variable } from "@tensorflow/tfjs-core";
import type { DType, Values } from "../node.js";
import { LateBackend } from "./late-backend.js";
import type { Runtime } from "./runtime.js";
import { type DataId, unwatch, watch } from "./watched-variable.js";

/** The value of a variable, and one that the next may be written to. */
interface Slot<Value> {
  current: Value;
  spare: Value | undefined;
  /** The variable's data in tfjs. */
  dataId: DataId;
  /** The data whose values `current` has, or had before a run moved them on: other data were assigned to the variable. */
  known: DataId;
  /** Whether a run moved the value on since tfjs had it. */
  isAhead: boolean;
  /** The backend of the data, on which they are again once they have come. */
  home: KernelBackend;
  /** The variable. */
  readonly reference: WeakRef<Variable>;
}

interface Fetched {
  readonly backend: KernelBackend;
  readonly entries: Values | Promise<Values>;
}

/** Who has a variable's value: another executor that runs a program of it takes it over. */
const holders = new WeakMap<Variable, { letGo(variable: Variable): Promise<void> }>();

/**
 * The values of variables on a runtime, by the variables themselves: programs that share a variable share its value.
 *
 * A variable fetches the value from here when tfjs reads it, and what is assigned to it from outside is taken up before the next run: no
 * order of calls meets a value of yesterday. From a runtime that gives values late it is on its way then: it can be awaited, or pulled.
 */
export class StateStore<Value extends object> {
  readonly runtime: Runtime<Value>;
  readonly #slots = new WeakMap<Variable, Slot<Value>>();
  // weak, as an executor may outlive its trainers
  readonly #held = new Set<WeakRef<Variable>>();
  readonly #late: LateBackend;
  /** What runs, and the values that nobody needs when it is done. */
  #running: Promise<unknown> | undefined;
  readonly #unneeded = new Set<Value>();
  /** Variables on their way to tfjs. */
  readonly #leaving = new Map<Variable, Promise<void>>();
  /** Whether results are written to spare values, as far as is known. */
  #reuses = true;
  readonly #collected = new FinalizationRegistry<Slot<Value>>((slot) => {
    this.#held.delete(slot.reference);
    this.#free(slot);
  });

  constructor(runtime: Runtime<Value>) {
    this.runtime = runtime;
    this.#late = new LateBackend(runtime.name);
  }

  /** Takes up the values of variables that are not known yet, and of those that were assigned from outside. */
  async add(variables: Iterable<Variable>): Promise<void> {
    for (const variable of variables) while (!this.#isTakenUp(variable)) await this.#takeUp(variable);
  }

  /** Runs what reads and writes values. Until it is done none of them is freed or left to another executor: it may be written to. */
  async during<Result>(run: () => Promise<Result>): Promise<Result> {
    const running = run();
    this.#running = running.catch(() => {});
    try {
      return await running;
    } finally {
      this.#running = undefined;
      for (const value of this.#unneeded) this.runtime.free(value);
      this.#unneeded.clear();
    }
  }

  /** @throws GenlabError where it is not here any more. */
  current(variable: Variable): Value {
    const slot = this.#slots.get(variable);
    if (slot) return slot.current;
    throw notHere(variable);
  }

  /** Where a run may write the next value. */
  spare(variable: Variable): Value | undefined {
    return this.#slots.get(variable)?.spare;
  }

  /** Makes what a run gave the current value; the former is what the next may be written to, on a runtime that does. */
  advance(variable: Variable, value: Value): void {
    const slot = this.#slots.get(variable);
    if (!slot) {
      this.#unneeded.add(value); // of a variable that was disposed of meanwhile
      return;
    }
    const { current, spare } = slot;
    slot.isAhead = true;
    if (value === current) {
      // written in place: the other one was for a program that writes elsewhere
      if (spare) this.runtime.free(spare);
      slot.spare = undefined;
      return;
    }
    if (spare && spare !== value) {
      this.#reuses = false;
      this.runtime.free(spare);
    }
    if (!this.#reuses) this.runtime.free(current);
    slot.spare = this.#reuses ? current : undefined;
    slot.current = value;
  }

  /** Brings the values of a module's variables to tfjs. */
  async pull(module: Module): Promise<void> {
    await Promise.all([...namedVariables(module).values()].map((variable) => this.#pull(variable)));
  }

  /** Forgets all values. The variables that are left keep theirs in tfjs; one that a lost runtime has not given says so when it is read. */
  async clear(): Promise<void> {
    for (const reference of [...this.#held]) {
      const variable = reference.deref();
      if (variable) await this.letGo(variable).catch((error) => this.#giveUp(variable, error));
    }
    this.#held.clear();
  }

  /** Leaves a variable to tfjs, with its value. */
  letGo(variable: Variable): Promise<void> {
    const known = this.#leaving.get(variable);
    if (known) return known;
    const leaving = this.#leave(variable).finally(() => this.#leaving.delete(variable));
    this.#leaving.set(variable, leaving);
    return leaving;
  }

  async #leave(variable: Variable): Promise<void> {
    await this.#running;
    await this.#pull(variable);
    // a run may have begun that had it already
    while (this.#running || this.#slots.get(variable)?.isAhead) {
      await this.#running;
      await this.#pull(variable);
    }
    const slot = this.#slots.get(variable);
    if (slot) this.#forget(variable, slot);
  }

  #giveUp(variable: Variable, error: unknown): void {
    const slot = this.#slots.get(variable);
    if (!slot) return;
    if (slot.isAhead) this.#take(variable, slot, { backend: slot.home, entries: Promise.reject(error) });
    this.#forget(variable, slot);
  }

  #isTakenUp(variable: Variable): boolean {
    const slot = this.#slots.get(variable);
    return slot !== undefined && slot.known === slot.dataId && !this.#leaving.has(variable);
  }

  async #takeUp(variable: Variable): Promise<void> {
    await this.#leaving.get(variable);
    if (this.#isTakenUp(variable)) return;
    if (variable.isDisposed) throw notHere(variable);
    const holder = holders.get(variable);
    if (holder !== this) await holder?.letGo(variable);
    const slot = this.#slots.get(variable);
    const { dataId } = variable;
    // a copy: the runtime may keep it
    const entries = ((await variable.data()) as Values).slice();
    const isElsewhere = holders.get(variable) !== (slot && this) || this.#leaving.has(variable);
    if (isElsewhere || this.#slots.get(variable) !== slot || variable.dataId !== dataId) return; // once more
    const current = this.runtime.hold?.(entries, typeOf(variable)) ?? this.runtime.put(entries, typeOf(variable));
    if (slot) {
      this.runtime.free(slot.current);
      Object.assign(slot, { current, known: dataId, isAhead: false });
    } else {
      const { backend: home } = engine().state.tensorInfo.get(dataId)!;
      const reference = new WeakRef(variable);
      this.#hold(variable, { current, spare: undefined, dataId, known: dataId, isAhead: false, home, reference });
    }
  }

  /** Has a variable's data fetched whenever tfjs asks for them. */
  #hold(variable: Variable, slot: Slot<Value>): void {
    this.#held.add(slot.reference);
    this.#slots.set(variable, slot);
    this.#collected.register(variable, slot, variable);
    holders.set(variable, this);
    watch(variable, {
      read: (watched) => {
        if (slot.isAhead) this.#fetch(watched, slot);
        return slot.dataId;
      },
      // what is assigned counts, whatever a run had made of the value before
      assigned: (dataId) => {
        slot.dataId = dataId;
        slot.isAhead = false;
      },
      disposed: (watched) => {
        slot.isAhead = false; // nobody will read it
        this.#forget(watched, slot);
      },
    });
  }

  #forget(variable: Variable, slot: Slot<Value>): void {
    unwatch(variable, slot.dataId);
    this.#slots.delete(variable);
    this.#held.delete(slot.reference);
    this.#collected.unregister(variable);
    holders.delete(variable);
    this.#free(slot);
  }

  #free({ current, spare }: Slot<Value>): void {
    for (const value of spare ? [current, spare] : [current]) {
      if (this.#running) this.#unneeded.add(value);
      else this.runtime.free(value);
    }
  }

  async #pull(variable: Variable): Promise<void> {
    const slot = this.#slots.get(variable);
    if (!slot) return;
    if (slot.isAhead) this.#fetch(variable, slot);
    const { dataId, home } = slot;
    if (!this.#late.has(dataId)) return;
    const entries = await this.#late.read(dataId);
    // meanwhile a run may have moved it on, and whoever reads it then fetches it anew
    if (slot.dataId === dataId && !variable.isDisposed) this.#take(variable, slot, { backend: home, entries });
  }

  /** Has a value in tfjs: where the variable's data are, whichever backend is set by now, or on its way there. */
  #fetch(variable: Variable, slot: Slot<Value>): void {
    const entries = this.runtime.read(slot.current);
    const { backend } = engine().state.tensorInfo.get(slot.dataId)!;
    if (backend !== this.#late) slot.home = backend;
    this.#take(variable, slot, { backend: slot.home, entries });
  }

  #take(variable: Variable, slot: Slot<Value>, { backend, entries }: Fetched): void {
    slot.isAhead = false;
    const { shape, dtype } = variable;
    const isLate = entries instanceof Promise;
    // a copy: a backend may keep the array it is given, and a later step writes to this one
    const dataId = isLate ? this.#late.put(entries) : backend.write(entries.slice(), shape, dtype);
    // whose reference is the variable's from now on
    keep(engine().makeTensorFromTensorInfo({ dataId, shape, dtype }, isLate ? this.#late : backend));
    engine().disposeTensor(variable);
    slot.dataId = dataId;
    slot.known = dataId;
  }
}

const typeOf = ({ shape, dtype }: Variable) => ({ shape, dtype: dtype as DType });

const notHere = ({ shape }: Variable): GenlabError =>
  new GenlabError(
    `A variable [${shape}] was disposed of, or taken over by another executor, while a step was about to read it. ` +
      "Wait for a step before its variables are used elsewhere.",
  );
