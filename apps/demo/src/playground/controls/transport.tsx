import { Button } from "../../parts/button.js";
import { Switch } from "../../parts/switch.js";
import { words as shellWords } from "../../shell/words.js";
import type { Lab } from "../lab.js";
import { state } from "../state.js";
import { words } from "../words.js";
import { Icon } from "./icons.js";
import { Timeline } from "./timeline.js";

/** Play, pause, one step, slow motion, a new start, and back in time. */
export function Transport({ lab }: { readonly lab: Lab }) {
  const { slow, controls } = words.value;
  const { train, pause, steps, again } = shellWords.value.actions;
  const isPlaying = lab.experiment.isPlaying.value;
  return (
    <section class="transport" aria-label={controls}>
      <Button primary onClick={() => void (isPlaying ? lab.experiment.pause() : lab.play())}>
        <Icon name={isPlaying ? "pause" : "play"} />
        {isPlaying ? pause : train}
      </Button>
      <Button onClick={() => lab.stepOnce()}>
        <Icon name="step" />
        {steps(1)}
      </Button>
      <Button onClick={() => lab.restart()}>
        <Icon name="reset" />
        {again}
      </Button>
      <Switch label={slow} value={state.value.slow} onChange={(value) => lab.slow(value)} />
      <StepCount lab={lab} />
      <Timeline lab={lab} />
    </section>
  );
}

function StepCount({ lab }: { readonly lab: Lab }) {
  return (
    <p class="step-count">
      <span class="number">{lab.experiment.step.value}</span> {words.value.steps}
    </p>
  );
}
