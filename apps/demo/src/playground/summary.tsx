import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Lab } from "./lab.js";
import { sees } from "./sees.js";
import { state } from "./state.js";
import { words } from "./words.js";

const MILLISECONDS_BETWEEN_WORDS = 6000;

/** How the models do, for those who hear the page: now and then, and when training pauses. */
export function Summary({ lab }: { readonly lab: Lab }) {
  const text = useSignal("");
  const isPlaying = lab.experiment.isPlaying.value;
  useEffect(() => {
    const tell = () => {
      text.value = summaryOf(lab);
    };
    const timer = isPlaying ? setInterval(tell, MILLISECONDS_BETWEEN_WORDS) : setTimeout(tell, 500);
    return () => clearInterval(timer);
  }, [isPlaying]);
  return (
    <p class="unseen" aria-live="polite">
      {text}
    </p>
  );
}

function summaryOf({ experiment }: Lab): string {
  const { summary, summaryOf: one, kinds } = words.peek();
  const models = experiment.slots.peek().map(({ history }, index) => {
    const choice = state.peek().models[index];
    return choice ? one(kinds[choice.kind], sees(history.quality.peek())) : "";
  });
  return summary(experiment.step.peek(), models.join(" "));
}
