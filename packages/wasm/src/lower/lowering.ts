import type { Code } from "../encode/code.js";
import type { FunctionScope, Local } from "../encode/function.js";
import type { Library } from "../encode/library.js";
import type { Arithmetic } from "../product/arithmetic.js";
import type { Call, Place, Table, Temporary } from "./call.js";

/** Collects the calls that compute a graph. */
export class Lowering {
  readonly library: Library;
  readonly arithmetic: Arithmetic;
  readonly calls: Call[] = [];
  readonly #tables = new Map<string, Table>();

  constructor(library: Library, arithmetic: Arithmetic) {
    this.library = library;
    this.arithmetic = arithmetic;
  }

  /** Calls a function of these addresses. */
  call(
    places: readonly Place[],
    make: (scope: FunctionScope, addresses: readonly Local[]) => Code,
    { isFlat = false }: Pick<Call, "isFlat"> = {},
  ): void {
    this.calls.push({ function: this.library.define(places.length, make), places, isFlat });
  }

  temporary(entries: number): Temporary {
    return { bytes: 4 * entries };
  }

  /** A key stands for the same numbers each time. */
  table(key: string, make: () => readonly number[]): Table {
    const table = this.#tables.get(key) ?? { entries: Int32Array.from(make()) };
    this.#tables.set(key, table);
    return table;
  }
}
