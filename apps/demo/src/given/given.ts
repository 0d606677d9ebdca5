import { signal } from "@preact/signals";
import type { GivenImage } from "../pictures/image-store.js";
import type { GivenFile } from "../runs/given-file.js";

/** Folders and files that are dropped, or files where the browser knows no folders. */
export type Dropped = FileSystemEntry | File;

/** What a person dropped: pictures, or a run. */
export type Given =
  | { readonly are: "pictures"; readonly images: readonly GivenImage[] }
  | { readonly are: "run"; readonly files: readonly GivenFile[] };

const waiting = signal<Given | null>(null);

/** Leaves it for a page. */
export function leave(given: Given): void {
  waiting.value = given;
}

/** Takes what is there for a page; null where there is nothing. Who reads it in an effect hears of what comes later. */
export function take<K extends Given["are"]>(kind: K): Extract<Given, { readonly are: K }> | null {
  const given = waiting.value;
  if (given?.are !== kind) return null;
  waiting.value = null;
  return given as Extract<Given, { readonly are: K }>;
}

/** Whether something waits. */
export const isWaiting = (kind: Given["are"]): boolean => waiting.peek()?.are === kind;
