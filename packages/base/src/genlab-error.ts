/** The same in every copy of this package. */
const MARK = Symbol.for("@genlab/error");

/**
 * What GenLab throws at what it was given: the message names the value, the place, what was expected and the remedy. An error of another
 * installed copy of this package is an instance too.
 */
export class GenlabError extends Error {
  override readonly name: string = "GenlabError";
}

// on the prototype, so that an error is printed without it
Object.defineProperty(GenlabError.prototype, MARK, { value: true });

Object.defineProperty(GenlabError, Symbol.hasInstance, {
  value(this: unknown, value: unknown): boolean {
    // a class that extends this one asks for its own
    if (this !== GenlabError) return Function.prototype[Symbol.hasInstance].call(this as () => void, value);
    return typeof value === "object" && value !== null && MARK in value;
  },
});
