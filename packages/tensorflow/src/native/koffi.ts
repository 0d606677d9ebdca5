/** What this package needs of `koffi`, which calls functions of C libraries. The app imports it and hands it over. */
export interface Koffi {
  config(): Readonly<Record<string, unknown>>;
  config(settings: Readonly<Record<string, unknown>>): unknown;
  load(path: string): NativeLibrary;
  /** Memory that something else owns. */
  view(address: bigint, length: number): ArrayBuffer;
}

export interface NativeLibrary {
  func(name: string, result: string, parameters: readonly string[]): NativeFunction;
}

export type NativeFunction = (...values: readonly unknown[]) => unknown;
