/** What this package needs of `koffi`, which calls functions of C libraries. The app imports it and hands it over. */
export interface Koffi {
  config(): Readonly<Record<string, unknown>>;
  config(settings: Readonly<Record<string, unknown>>): unknown;
  /** A library, or with null the process itself. Closed when nothing holds it, and at the end of Node. */
  load(path: string | null): NativeLibrary;
  /** Memory that something else owns. */
  view(address: bigint, length: number): ArrayBuffer;
  address(memory: ArrayBufferView): bigint;
}

export interface NativeLibrary {
  func(name: string, result: string, parameters: readonly string[]): NativeFunction;
}

export type NativeFunction = (...values: readonly unknown[]) => unknown;
