import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { SessionClient } from "../session/client.js";
import { messageOf } from "./message-of.js";

/** Asks the model. */
export type Look = SessionClient["look"];

/** A model that is asked. */
export interface Asked {
  readonly look: Look;
  /** Grows when there is something else to see. */
  readonly version: ReadonlySignal<number>;
  /** What is asked; null while there is nothing. Answers about another one are not shown. */
  readonly subject: ReadonlySignal<object | null>;
  /** Hears that a question failed. Default: nobody does. */
  readonly onFault?: (reason: string) => void;
}

/** What a card shows, and why it shows nothing new. */
export interface Looked<T> {
  readonly answer: T | null;
  readonly fault: string | null;
}

/**
 * Asks the model, again when it has changed or an input has; the answer to the question before stays until the next one comes. While it
 * answers, only the latest question waits. Null until the first answer, and where the model is gone.
 */
export function useLook<T>(asked: Asked, inputs: readonly unknown[], ask: (look: Look) => Promise<T>): Looked<T> {
  const shown = useSignal<(Looked<T> & { readonly subject: object }) | null>(null);
  const asking = useRef<{ isBusy: boolean; next: (() => Promise<void>) | null }>({ isBusy: false, next: null });
  const version = asked.version.value;
  const subject = asked.subject.value;
  useEffect(() => {
    if (!subject) return;
    asking.current.next = async () => {
      try {
        shown.value = { subject, answer: await ask(asked.look), fault: null };
      } catch (error) {
        if (asked.subject.peek() !== subject) return; // it is gone, or another one has come: there is another question
        shown.value = { subject, answer: null, fault: messageOf(error) };
        asked.onFault?.(messageOf(error));
      }
    };
    void answerAll(asking.current);
  }, [version, subject, ...inputs]);
  return shown.value?.subject === subject && shown.value ? shown.value : NOTHING;
}

const NOTHING = { answer: null, fault: null };

async function answerAll(asking: { isBusy: boolean; next: (() => Promise<void>) | null }): Promise<void> {
  if (asking.isBusy) return;
  asking.isBusy = true;
  while (asking.next) {
    const ask = asking.next;
    asking.next = null;
    await ask();
  }
  asking.isBusy = false;
}
