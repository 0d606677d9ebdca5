import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { sees } from "../playground/sees.js";
import type { LessonText } from "./lesson-text.js";
import type { Stage } from "./stage.js";
import { words } from "./words.js";

const MILLISECONDS_BETWEEN_WORDS = 6000;

interface ReportProps {
  readonly stage: Stage;
  readonly text: LessonText;
}

/** How the models do, for those who hear the page: now and then, and at the end. */
export function Report({ stage, text }: ReportProps) {
  const said = useSignal("");
  const isPlaying = stage.experiment.isPlaying.value;
  useEffect(() => {
    const tell = () => {
      said.value = reportOf(stage, text);
    };
    const timer = isPlaying ? setInterval(tell, MILLISECONDS_BETWEEN_WORDS) : setTimeout(tell, 500);
    return () => clearInterval(timer);
  }, [isPlaying, text]);
  return (
    <p class="unseen" aria-live="polite">
      {said}
    </p>
  );
}

function reportOf({ experiment, shown }: Stage, { models }: LessonText): string {
  const names = Object.keys(shown.peek()?.production.opening.cast ?? {}).map((key) => models[key]);
  const lines = experiment.slots.peek().map(({ history }, i) => `${names[i]}: ${sees(history.quality.peek())}`);
  return words.peek().report(experiment.step.peek(), lines.join(" "));
}
