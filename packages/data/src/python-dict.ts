import { GenlabError } from "@genlab/base";

/** What the header of an NPY file is written in. */
export type PythonValue = string | number | boolean | null | readonly PythonValue[];

/** Lists of fields lie in lists of fields; no array needs so many. */
const DEEPEST = 16;

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /\d{1,17}L?/y; // Python 2 wrote 3L
const TEXT = /'([^'\\]*)'|"([^"\\]*)"/y;
const WORDS = { True: true, False: false, None: null } as const;

/**
 * Reads a Python dict of strings, whole numbers, `True`, `False`, `None`, tuples and lists: in one pass, with no evaluation.
 *
 * @throws GenlabError for any other text, and for a key that comes twice.
 */
export function readPythonDict(text: string, where: string): Readonly<Record<string, PythonValue>> {
  let at = 0;
  const refuse = (): never => {
    const found = at < text.length ? `${JSON.stringify(text.slice(at, at + 20))} at place ${at}` : "its end";
    throw new GenlabError(`${where} is no description of an array: it has ${found}. It is damaged: write it again.`);
  };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  const takes = (sign: string): boolean => {
    take(SPACE);
    if (!text.startsWith(sign, at)) return false;
    at += sign.length;
    return true;
  };
  const string = (): string | undefined => {
    take(SPACE);
    const match = take(TEXT);
    return match ? (match[1] ?? match[2] ?? "") : undefined;
  };
  const items = (end: string, depth: number): readonly PythonValue[] => {
    const values: PythonValue[] = [];
    while (!takes(end)) {
      values.push(value(depth + 1));
      if (takes(",")) continue;
      if (!takes(end)) refuse();
      break;
    }
    return values;
  };
  const value = (depth: number): PythonValue => {
    if (depth > DEEPEST) refuse();
    const written = string();
    if (written !== undefined) return written;
    const number = take(NUMBER);
    if (number) return Number.parseInt(number[0], 10);
    if (takes("(")) return items(")", depth);
    if (takes("[")) return items("]", depth);
    for (const [word, meaning] of Object.entries(WORDS)) if (takes(word)) return meaning;
    return refuse();
  };

  const found = new Map<string, PythonValue>();
  if (!takes("{")) refuse();
  while (!takes("}")) {
    const key = string() ?? refuse();
    if (found.has(key) || !takes(":")) refuse();
    found.set(key, value(0));
    if (takes(",")) continue;
    if (!takes("}")) refuse();
    break;
  }
  take(SPACE);
  if (at < text.length) refuse();
  return Object.fromEntries(found);
}
