type Method = (...given: never[]) => unknown;

/**
 * Gives a class methods that a part of it has: what the part can do, the whole can. An interface of the class's name tells the compiler:
 *
 * ```ts
 * export interface FactorVae extends Samples, Autoencodes {}
 * delegate(FactorVae, "vae", ["sample", "encode", "decode", "reconstruct", "score"]);
 * ```
 */
export function delegate<Whole, Part extends keyof Whole>(
  { prototype }: abstract new (...given: never[]) => Whole,
  part: Part,
  methods: readonly (keyof Whole[Part] & keyof Whole & string)[],
): void {
  for (const name of methods) {
    const value = function (this: Whole, ...given: never[]): unknown {
      const held = this[part];
      return (held[name] as Method).apply(held, given);
    };
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
}
