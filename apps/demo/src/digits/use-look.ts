import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { messageOf } from "../parts/message-of.js";
import type { SessionClient } from "../session/client.js";
import type { Bench } from "./bench.js";

/** Asks the model. */
export type Look = SessionClient["look"];

interface Asking<T> {
  isBusy: boolean;
  next: (() => Promise<T>) | null;
}

/**
 * Asks the model, again when it has changed or an input has; the answer to the question before stays until the next one comes. While it
 * answers, only the latest question waits. Null until the first answer, and where the model is gone.
 */
export function useLook<T>(bench: Bench, inputs: readonly unknown[], ask: (look: Look) => Promise<T>): T | null {
  const answer = useSignal<{ readonly plan: unknown; readonly value: T } | null>(null);
  const asking = useRef<Asking<{ plan: unknown; value: T }>>({ isBusy: false, next: null });
  const version = bench.version.value;
  const plan = bench.plan.value;
  useEffect(() => {
    if (!plan) return;
    asking.current.next = async () => ({ plan, value: await ask(bench.look) });
    void answerAll(asking.current, answer, (error) => {
      // where the model is gone, or another one has come, there is another question
      if (bench.plan.peek() === plan) bench.fault.value = messageOf(error);
    });
  }, [version, plan, ...inputs]);
  return answer.value?.plan === plan ? (answer.value?.value ?? null) : null;
}

async function answerAll<T>(
  asking: Asking<T>,
  answer: Signal<T | null>,
  onFault: (error: unknown) => void,
): Promise<void> {
  if (asking.isBusy) return;
  asking.isBusy = true;
  while (asking.next) {
    const ask = asking.next;
    asking.next = null;
    try {
      answer.value = await ask();
    } catch (error) {
      onFault(error);
    }
  }
  asking.isBusy = false;
}
