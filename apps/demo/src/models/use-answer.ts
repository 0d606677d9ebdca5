import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { messageOf } from "../parts/message-of.js";
import type { Bench, Look } from "./bench.js";

/** What a card shows, and why it shows nothing new. */
export interface Shown<T> {
  readonly answer: T | null;
  readonly fault: string | null;
}

/**
 * Asks the model, again when it has changed or an input has. While it answers, only the latest question waits. The answer to the last
 * question stays until the next one comes.
 */
export function useAnswer<T>(bench: Bench, inputs: readonly unknown[], ask: (look: Look) => Promise<T>): Shown<T> {
  const shown = useSignal<Shown<T>>({ answer: null, fault: null });
  const asking = useRef<{ isBusy: boolean; next: (() => Promise<T>) | null }>({ isBusy: false, next: null });
  const version = bench.version.value;
  useEffect(() => {
    if (version === 0) return; // nothing is open
    asking.current.next = () => ask(bench.look);
    void answerAll(asking.current, shown);
  }, [version, ...inputs]);
  return shown.value;
}

async function answerAll<T>(
  asking: { isBusy: boolean; next: (() => Promise<T>) | null },
  shown: Signal<Shown<T>>,
): Promise<void> {
  if (asking.isBusy) return;
  asking.isBusy = true;
  while (asking.next) {
    const ask = asking.next;
    asking.next = null;
    try {
      shown.value = { answer: await ask(), fault: null };
    } catch (error) {
      shown.value = { answer: null, fault: messageOf(error) };
    }
  }
  asking.isBusy = false;
}
