import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { kindOf } from "./kinds.js";
import type { Store } from "./store.js";
import { words } from "./words.js";

const MILLISECONDS = 6000;

/** Tells those who do not see it how the training goes, now and then. */
export function Announcement({ store: { bench, settings } }: { readonly store: Store }) {
  const text = useSignal("");
  const isTraining = bench.isTraining.value;
  useEffect(() => {
    if (!isTraining) return;
    const tell = () => {
      const { run, losses } = words.peek();
      const values = kindOf(settings.peek().model).terms.map(({ name }, index) => {
        const value = bench.record.losses.peek().values[index]?.at(-1);
        return value === undefined ? "" : `${losses.terms[name]} ${value.toFixed(1)}`;
      });
      text.value = run.announcement(
        bench.record.step.peek(),
        values.filter((value) => value !== ""),
      );
    };
    const timer = setInterval(tell, MILLISECONDS);
    return () => {
      clearInterval(timer);
      tell();
    };
  }, [isTraining]);
  return (
    <p class="unseen" aria-live="polite">
      {text.value}
    </p>
  );
}
