import { readFileSync } from "node:fs";

/** A file that the script of the same name has written. */
export function readFixture<Content>(name: string): Content & { readonly source: string } {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8"));
}
