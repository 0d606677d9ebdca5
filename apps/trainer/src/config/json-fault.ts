/** Where a text stops being JSON, counted from 1, and what should stand there. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

/** Finds the first fault of a text that `JSON.parse` refused; its own messages name the place on some engines only. */
export function jsonFault(text: string): JsonFault | undefined {
  const offset = { value: 0 };
  const expected = faultOfValue(text, offset) ?? (next(text, offset) === "" ? undefined : "the end of the file");
  if (expected === undefined) return undefined;
  const before = text.slice(0, offset.value).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1, expected };
}

interface Offset {
  value: number;
}

const STRING = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const ATOM = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** What a value lacks, or undefined when it is whole and the offset stands behind it. */
function faultOfValue(text: string, offset: Offset): string | undefined {
  const start = next(text, offset);
  if (start === "{") return faultOfMembers(text, offset, "}");
  if (start === "[") return faultOfMembers(text, offset, "]");
  const isWhole = start === '"' ? take(STRING, text, offset) : take(ATOM, text, offset);
  return isWhole ? undefined : "a value: a string in double quotes, a number, true, false, null, { or [";
}

function faultOfMembers(text: string, offset: Offset, end: "}" | "]"): string | undefined {
  offset.value++;
  if (next(text, offset) === end) {
    offset.value++;
    return undefined;
  }
  for (;;) {
    if (end === "}") {
      next(text, offset);
      if (!take(STRING, text, offset)) return "a key in double quotes";
      if (next(text, offset) !== ":") return 'a ":"';
      offset.value++;
    }
    const fault = faultOfValue(text, offset);
    if (fault !== undefined) return fault;
    const separator = next(text, offset);
    if (separator !== end && separator !== ",") return `"," or "${end}"`;
    offset.value++;
    if (separator === end) return undefined;
  }
}

/** The next character that is no white space, or "" at the end. */
function next(text: string, offset: Offset): string {
  while (/[ \t\r\n]/.test(text.charAt(offset.value))) offset.value++;
  return text.charAt(offset.value);
}

function take(pattern: RegExp, text: string, offset: Offset): boolean {
  pattern.lastIndex = offset.value;
  if (!pattern.test(text)) return false;
  offset.value = pattern.lastIndex;
  return true;
}
