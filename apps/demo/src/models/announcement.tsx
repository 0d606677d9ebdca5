import { type ReadonlySignal, useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { words } from "./words.js";

interface AnnouncementProps {
  readonly step: ReadonlySignal<number>;
  readonly isTraining: ReadonlySignal<boolean>;
}

const MILLISECONDS = 5000;

/** How far training is, for those who hear the page: when it begins and ends, and now and then between. */
export function Announcement({ step, isTraining }: AnnouncementProps) {
  const text = useSignal("");
  const last = useRef({ time: Number.NEGATIVE_INFINITY, isTraining: false });
  useSignalEffect(() => {
    const [reached, trains] = [step.value, isTraining.value];
    const isChange = trains !== last.current.isTraining;
    if (!isChange && (!trains || performance.now() - last.current.time < MILLISECONDS)) return;
    last.current = { time: performance.now(), isTraining: trains };
    text.value = words.peek().announced(reached, trains);
  });
  return (
    <p class="unseen" aria-live="polite">
      {text}
    </p>
  );
}
