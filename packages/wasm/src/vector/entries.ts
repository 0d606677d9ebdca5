import type { DType } from "@genlab/graph";
import type { Code } from "../encode/code.js";
import { i32x4, v128 } from "../encode/instructions.js";

// In memory every entry has four bytes, of a bool 0 or 1; in a register a bool is a mask.

/** Entries in a register, from what was loaded. */
export const fromMemory = (x: Code, dtype: DType): Code => (dtype === "bool" ? i32x4.ne(x, i32x4.const(0)) : x);

/** Entries as they are stored. */
export const toMemory = (x: Code, dtype: DType): Code => (dtype === "bool" ? v128.and(x, i32x4.const(1)) : x);
