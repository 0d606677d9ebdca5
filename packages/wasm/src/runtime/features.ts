import { f32x4, v128 } from "../encode/instructions.js";
import { Library } from "../encode/library.js";
import { encodeModule } from "../encode/module.js";
import { type Arithmetic, fused, plain } from "../product/arithmetic.js";

/** Whether WebAssembly here has vectors. */
export const hasVectors = (): boolean => isValid(plain);

/** Whether it has a multiplication and addition of vectors in one. */
export const hasFused = (): boolean => isValid(fused);

function isValid({ multiplyAdd }: Arithmetic): boolean {
  if (typeof WebAssembly === "undefined") return false;
  const library = new Library(0);
  const one = f32x4.const(1);
  const exported = library.define(1, (_, [address]) => v128.store(address!.get, multiplyAdd(one, one, one)));
  return WebAssembly.validate(encodeModule({ imports: [], functions: library.functions, exported }));
}
