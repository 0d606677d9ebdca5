import { Card } from "../parts/card.js";
import { Chart } from "../parts/chart.js";
import { colors } from "../parts/colors.js";
import { CurveMark } from "../parts/curve-mark.js";
import { Slider } from "../parts/slider.js";
import type { Bench } from "./bench.js";
import { lossesAt } from "./curves.js";
import { kindOf, type Term } from "./kinds.js";
import type { Store } from "./store.js";
import { words } from "./words.js";

/** Curves of the losses. */
export function LossCard({ store: { bench, settings } }: { readonly store: Store }) {
  const { losses: texts } = words.value;
  const losses = bench.record.losses.value;
  const { steps, values } = losses;
  const here = bench.record.step.value;
  const terms = bench.plan.value?.terms ?? kindOf(settings.value.model).terms;
  const { data, samples, grid } = colors.value;
  const shades: Readonly<Record<Term["name"], string>> = {
    reconstruction: data,
    kl: samples,
    discriminator: samples,
    generator: grid,
  };
  const shown = lossesAt(here, losses);
  const curves = terms.map(({ name }, index) => ({
    label: texts.terms[name],
    color: shades[name],
    values: values[index] ?? [],
  }));
  return (
    <Card title={texts.title}>
      <ul class="legend">
        {curves.map(({ label, color }, index) => (
          <li key={label}>
            <CurveMark color={color} />
            {label}
            <span class="number">{shown[index]?.toFixed(2) ?? "–"}</span>
          </li>
        ))}
      </ul>
      <Chart
        label={texts.label(curves.map(({ label }) => label))}
        steps={steps}
        curves={curves}
        here={here}
        height={140}
      />
      <TimeSlider bench={bench} />
    </Card>
  );
}

/** Goes back to where the run was. */
function TimeSlider({ bench }: { readonly bench: Bench }) {
  const { losses: texts } = words.value;
  const moments = bench.record.moments.value;
  if (moments.length < 2 || bench.isTraining.value) return <p class="hint">{texts.goBackLater}</p>;
  return (
    <Slider
      label={texts.goBack}
      values={moments}
      value={bench.record.step.value}
      format={(step) => step.toLocaleString("en")}
      onChange={(step) => void bench.goTo(step)}
    />
  );
}
