import { Announcement } from "../parts/announcement.js";
import { sees } from "../plane/sees.js";
import type { LessonText } from "./lesson-text.js";
import type { Stage } from "./stage.js";
import { words } from "./words.js";

interface ReportProps {
  readonly stage: Stage;
  readonly text: LessonText;
}

/** How the models do, for those who hear the page. */
export function Report({ stage, text }: ReportProps) {
  return <Announcement isActive={stage.experiment.isPlaying.value} tell={() => reportOf(stage, text)} />;
}

function reportOf({ experiment, shown }: Stage, { models }: LessonText): string {
  const names = Object.keys(shown.peek()?.production.opening.cast ?? {}).map((key) => models[key]);
  const lines = experiment.slots.peek().map(({ history }, i) => `${names[i]}: ${sees(history.quality.peek())}`);
  return words.peek().report(experiment.step.peek(), lines.join(" "));
}
