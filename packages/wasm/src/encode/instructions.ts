import type { Code } from "./code.js";
import { signed, unsigned } from "./leb128.js";

// An expression leaves one value, a statement none. The numbers are those of https://webassembly.github.io/spec/core/binary/instructions.html

type Unary = (x: Code) => Code;
type Binary = (a: Code, b: Code) => Code;
type Ternary = (a: Code, b: Code, c: Code) => Code;
type Load = (address: Code, offset?: number) => Code;
type Store = (address: Code, value: Code, offset?: number) => Code;

const scalar = (opcode: number): Binary & Unary => ((a: Code, b: Code = []) => [a, b, opcode]) as Binary & Unary;
const load =
  (opcode: Code): Load =>
  (address, offset = 0) => [address, opcode, 0, unsigned(offset)];
const store =
  (opcode: Code): Store =>
  (address, value, offset = 0) => [address, value, opcode, 0, unsigned(offset)];
const simd = (number: number): Code => [0xfd, unsigned(number)];
const vectorUnary =
  (number: number): Unary =>
  (x) => [x, simd(number)];
const vectorBinary =
  (number: number): Binary =>
  (a, b) => [a, b, simd(number)];

const littleEndian = (make: (view: DataView) => void): number[] => {
  const bytes = new Uint8Array(4);
  make(new DataView(bytes.buffer));
  return [...bytes];
};
const floatBytes = (value: number) => littleEndian((view) => view.setFloat32(0, value, true));
const integerBytes = (value: number) => littleEndian((view) => view.setInt32(0, value, true));
const fourTimes = (bytes: readonly number[]): Code => [simd(0x0c), bytes, bytes, bytes, bytes];

export const i32 = {
  const: (value: number): Code => [0x41, signed(value)],
  load: load(0x28),
  store: store(0x36),
  eqz: scalar(0x45) as Unary,
  eq: scalar(0x46) as Binary,
  ne: scalar(0x47) as Binary,
  lessSigned: scalar(0x48) as Binary,
  less: scalar(0x49) as Binary,
  greaterEqual: scalar(0x4f) as Binary,
  add: scalar(0x6a) as Binary,
  sub: scalar(0x6b) as Binary,
  mul: scalar(0x6c) as Binary,
  or: scalar(0x72) as Binary,
};

export const f32 = {
  const: (value: number): Code => [0x43, floatBytes(value)],
  load: load(0x2a),
  store: store(0x38),
  eq: scalar(0x5b) as Binary,
  ne: scalar(0x5c) as Binary,
  less: scalar(0x5d) as Binary,
  greater: scalar(0x5e) as Binary,
  add: scalar(0x92) as Binary,
  mul: scalar(0x94) as Binary,
  min: scalar(0x96) as Binary,
  max: scalar(0x97) as Binary,
  ofInteger: scalar(0xb2) as Unary,
  demote: scalar(0xb6) as Unary,
};

export const f64 = {
  promote: scalar(0xbb) as Unary,
};

/** Sixteen bytes. A mask is one with all bits of a lane alike. */
export const v128 = {
  load: load(simd(0x00)),
  /** One entry in every lane. */
  loadSplat: load(simd(0x09)),
  store: store(simd(0x0b)),
  not: vectorUnary(0x4d),
  and: vectorBinary(0x4e),
  andNot: vectorBinary(0x4f),
  or: vectorBinary(0x50),
  xor: vectorBinary(0x51),
  /** Bits of a where those of the mask are set, else of b. */
  select: ((a, b, mask) => [a, b, mask, simd(0x52)]) as Ternary,
  storeLane: (address: Code, value: Code, lane: number, offset = 0): Code => [
    address,
    value,
    simd(0x5a),
    0,
    unsigned(offset),
    lane,
  ],
  storeTwoLanes: (address: Code, value: Code, offset = 0): Code => [address, value, simd(0x5b), 0, unsigned(offset), 0],
  /** The lanes, by number, of eight of a and b. */
  shuffle: (a: Code, b: Code, lanes: readonly number[]): Code => [
    a,
    b,
    simd(0x0d),
    lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
  ],
};

export const i32x4 = {
  const: (value: number): Code => fourTimes(integerBytes(value)),
  splat: vectorUnary(0x11),
  extract: (x: Code, lane: number): Code => [x, simd(0x1b), lane],
  replace: (x: Code, lane: number, value: Code): Code => [x, value, simd(0x1c), lane],
  eq: vectorBinary(0x37),
  ne: vectorBinary(0x38),
  less: vectorBinary(0x39),
  greater: vectorBinary(0x3b),
  lessEqual: vectorBinary(0x3d),
  greaterEqual: vectorBinary(0x3f),
  abs: vectorUnary(0xa0),
  neg: vectorUnary(0xa1),
  shiftLeft: vectorBinary(0xab),
  shiftRight: vectorBinary(0xac),
  shiftRightUnsigned: vectorBinary(0xad),
  add: vectorBinary(0xae),
  sub: vectorBinary(0xb1),
  mul: vectorBinary(0xb5),
  min: vectorBinary(0xb6),
  max: vectorBinary(0xb8),
  /** Towards zero; 0 of NaN. */
  ofFloats: vectorUnary(0xf8),
};

export const f32x4 = {
  const: (value: number): Code => fourTimes(floatBytes(value)),
  splat: vectorUnary(0x13),
  extract: (x: Code, lane: number): Code => [x, simd(0x1f), lane],
  replace: (x: Code, lane: number, value: Code): Code => [x, value, simd(0x20), lane],
  eq: vectorBinary(0x41),
  ne: vectorBinary(0x42),
  less: vectorBinary(0x43),
  greater: vectorBinary(0x44),
  lessEqual: vectorBinary(0x45),
  greaterEqual: vectorBinary(0x46),
  ceil: vectorUnary(0x67),
  floor: vectorUnary(0x68),
  /** To the even one of two that are as near. */
  nearest: vectorUnary(0x6a),
  abs: vectorUnary(0xe0),
  neg: vectorUnary(0xe1),
  sqrt: vectorUnary(0xe3),
  add: vectorBinary(0xe4),
  sub: vectorBinary(0xe5),
  mul: vectorBinary(0xe6),
  div: vectorBinary(0xe7),
  min: vectorBinary(0xe8),
  max: vectorBinary(0xe9),
  ofIntegers: vectorUnary(0xfa),
  /** `a · b + c`, rounded once or twice. */
  relaxedMultiplyAdd: ((a, b, c) => [a, b, c, simd(0x105)]) as Ternary,
};

export const memory = {
  copy: (to: Code, from: Code, bytes: Code): Code => [to, from, bytes, 0xfc, 10, 0, 0],
  fill: (to: Code, value: Code, bytes: Code): Code => [to, value, bytes, 0xfc, 11, 0],
};

const VOID = 0x40;

export const control = {
  /** Ends the run with an error. */
  trap: 0x00 as Code,
  when: (condition: Code, then: Code): Code => [condition, 0x04, VOID, then, 0x0b],
  /** Again while the condition holds, and once at least. */
  repeatWhile: (body: Code, condition: Code): Code => [0x03, VOID, body, condition, 0x0d, 0, 0x0b],
  select: (then: Code, otherwise: Code, condition: Code): Code => [then, otherwise, condition, 0x1b],
  call: (index: number, values: readonly Code[]): Code => [values, 0x10, unsigned(index)],
};
