import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Touch, TouchQuery } from "../../session/looks/touch.js";
import type { Slot } from "../run/slot.js";
import { type Made, onward } from "./way.js";

/** What is touched in the pictures of all models. */
export interface Finger extends TouchQuery {
  /** Whether it stays when the pointer goes. */
  readonly isHeld: boolean;
}

/** What a model makes of it, and what it made before while it trained. */
export interface Touched extends Touch {
  readonly finger: Finger;
  /** The model that made it. */
  readonly slot: Slot;
  /** The latest last. */
  readonly way: readonly Made[];
}

/** Follows what is touched through a model, and through its training: the last answer until the next one. Null while nothing is touched. */
export function useTouch(slot: Slot, finger: ReadonlySignal<Finger | null>): Touched | null {
  const touched = useSignal<Touched | null>(null);
  const asking = useRef({ isBusy: false, isWanted: false });
  const latest = useRef(slot);
  latest.current = slot;
  const now = finger.value;
  const portrait = slot.portrait.value;
  useEffect(() => {
    asking.current.isWanted = true;
    if (asking.current.isBusy) return;
    const follow = async () => {
      while (asking.current.isWanted) {
        asking.current.isWanted = false;
        const asked = finger.peek();
        const { current } = latest;
        const answer = asked && (await current.look({ touch: { is: asked.is, at: asked.at } }));
        const made = answer && { ...answer.touch, finger: asked, slot: current };
        if (!finger.peek()) touched.value = null;
        else if (made && current === latest.current) touched.value = after(touched.peek(), made);
      }
    };
    asking.current.isBusy = true;
    void follow().finally(() => {
      asking.current.isBusy = false;
    });
  }, [now, portrait, slot]);
  return now && touched.value?.slot === slot ? touched.value : null;
}

/** Of the same spot in the same model it goes on. */
function after(before: Touched | null, touch: Omit<Touched, "way">): Touched {
  const { finger, slot, image, code } = touch;
  const isSame = before?.slot === slot && before.finger.is === finger.is && `${before.finger.at}` === `${finger.at}`;
  return { ...touch, way: onward(isSame ? before.way : [], { step: slot.step.peek(), image, code }) };
}
