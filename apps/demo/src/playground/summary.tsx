import { Announcement } from "../parts/announcement.js";
import { sees } from "../plane/sees.js";
import type { Lab } from "./lab.js";
import { state } from "./state.js";
import { words } from "./words.js";

/** How the models do, for those who hear the page: now and then, and when training pauses. */
export const Summary = ({ lab }: { readonly lab: Lab }) => (
  <Announcement isActive={lab.experiment.isPlaying.value} tell={() => summaryOf(lab)} />
);

function summaryOf({ experiment }: Lab): string {
  const { summary, summaryOf: one, kinds } = words.peek();
  const models = experiment.slots.peek().map(({ history }, index) => {
    const choice = state.peek().models[index];
    return choice ? one(kinds[choice.kind], sees(history.quality.peek())) : "";
  });
  return summary(experiment.step.peek(), models.join(" "));
}
