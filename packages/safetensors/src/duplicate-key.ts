/**
 * The first key that one object of a JSON text has twice, which `JSON.parse` hides.
 *
 * The text must be valid JSON: then a string before a colon is a key of the innermost open object.
 */
export function duplicateKey(json: string): string | undefined {
  const objects: Set<string>[] = [];
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === "{") objects.push(new Set());
    else if (character === "}") objects.pop();
    else if (character === '"') {
      const start = at++;
      while (json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
      if (!isBeforeColon(json, at + 1)) continue;
      // parsed, because "a" and "\u0061" are one key
      const key: string = JSON.parse(json.slice(start, at + 1));
      const keys = objects.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}

function isBeforeColon(json: string, from: number): boolean {
  let at = from;
  while (" \t\r\n".includes(json[at] ?? ":")) at++;
  return json[at] === ":";
}
