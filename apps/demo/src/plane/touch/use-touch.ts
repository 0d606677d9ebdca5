import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Touch, TouchQuery } from "../../session/looks/touch.js";
import type { Slot } from "../run/slot.js";

/** What is touched in the pictures of all models. */
export interface Finger extends TouchQuery {
  /** Whether it stays when the pointer goes. */
  readonly isHeld: boolean;
}

/** What a model makes of it, and what it made before while it trained. */
export interface Touched extends Touch {
  readonly finger: Finger;
  /** Images, the latest last. */
  readonly images: readonly (readonly number[])[];
  /** Codes, the latest last. */
  readonly codes: readonly (readonly number[])[];
}

const LONGEST_PATH = 400;

/** Follows what is touched through a model, and through its training. Null while nothing is. */
export function useTouch(slot: Slot, finger: ReadonlySignal<Finger | null>): Touched | null {
  const touched = useSignal<Touched | null>(null);
  const asking = useRef({ isBusy: false, isWanted: false });
  const now = finger.value;
  const portrait = slot.portrait.value;
  useEffect(() => {
    asking.current.isWanted = true;
    if (asking.current.isBusy) return;
    const follow = async () => {
      while (asking.current.isWanted) {
        asking.current.isWanted = false;
        const asked = finger.peek();
        if (!asked) break;
        const answer = await slot.look({ touch: { is: asked.is, at: asked.at } });
        if (answer && finger.peek() === asked) touched.value = withPath(asked, answer.touch, touched.peek());
      }
    };
    asking.current.isBusy = true;
    void follow().finally(() => {
      asking.current.isBusy = false;
    });
  }, [now, portrait, slot]);
  return touched.value?.finger === now ? touched.value : null;
}

function withPath(finger: Finger, touch: Touch, before: Touched | null): Touched {
  const isSame = before?.finger.is === finger.is && `${before.finger.at}` === `${finger.at}`;
  const after = (path: readonly (readonly number[])[] = [], next: readonly number[] | null) =>
    next ? [...(isSame ? path : []), next].slice(-LONGEST_PATH) : [];
  return { ...touch, finger, images: after(before?.images, touch.image), codes: after(before?.codes, touch.code) };
}
