import { Button } from "../parts/button.js";
import { Card } from "../parts/card.js";
import { Choice } from "../parts/choice.js";
import { Slider } from "../parts/slider.js";
import { words as shellWords } from "../shell/words.js";
import { modelSettings } from "../zoo/model-settings.js";
import { numbersFor } from "../zoo/numbers-for.js";
import { kindOf, modelNames } from "./kinds.js";
import { networks } from "./settings.js";
import type { Store } from "./store.js";
import type { ChangeLive } from "./use-run.js";
import { words } from "./words.js";

const latents = numbersFor(modelSettings.vae.latent, [2, 3, 4, 6, 8, 12, 16, 24, 32]);
const widths = [32, 64, 128, 256, 512];
const rates = [1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 3e-3, 5e-3, 1e-2];
const batches = [16, 32, 64, 128, 256];
const weights = numbersFor(modelSettings.vae.beta, [0, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32]);
const noises = numbersFor(modelSettings["denoising-autoencoder"].level, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1]);

interface SettingsCardProps {
  readonly store: Store;
  readonly change: ChangeLive;
}

/** Which model, and how it is trained. */
export function SettingsCard({ store, change }: SettingsCardProps) {
  const { model: texts } = words.value;
  const { model, network, latent, width } = store.settings.value;
  return (
    <Card title={texts.title}>
      <div class="fields">
        <Choice
          label={texts.kind}
          values={modelNames}
          names={texts.names}
          value={model}
          onChange={(value) => store.beginModel(value)}
        />
        <p class="hint">{texts.about[model]}</p>
        <Slider
          label={texts.latent}
          values={latents}
          value={latent}
          onChange={(value) => store.begin({ latent: value })}
        />
        <LiveSliders store={store} change={change} />
        <details>
          <summary>{texts.more}</summary>
          <div class="fields">
            <Choice
              label={texts.network}
              values={networks}
              names={texts.networks}
              value={network}
              onChange={(value) => store.begin({ network: value })}
            />
            <Slider
              label={texts.width}
              values={widths}
              value={width}
              onChange={(value) => store.begin({ width: value })}
            />
            <Seed store={store} />
          </div>
        </details>
      </div>
    </Card>
  );
}

/** What can change while the model trains. */
function LiveSliders({ store, change }: SettingsCardProps) {
  const { model: texts } = words.value;
  const { model, rate, batch, beta, noise } = store.present.value;
  const { live } = kindOf(model);
  return (
    <>
      {live.includes("beta") && (
        <Slider label={texts.beta} values={weights} value={beta} onChange={(value) => change("beta", value)} />
      )}
      {live.includes("noise") && (
        <Slider label={texts.noise} values={noises} value={noise} onChange={(value) => change("noise", value)} />
      )}
      <Slider label={texts.rate} values={rates} value={rate} onChange={(value) => change("rate", value)} />
      <Slider label={texts.batch} values={batches} value={batch} onChange={(value) => change("batch", value)} />
    </>
  );
}

function Seed({ store }: { readonly store: Store }) {
  const { model: texts } = words.value;
  const { seed } = store.settings.value;
  return (
    <div class="seed">
      <span>{texts.seed(seed)}</span>
      <Button onClick={() => store.begin({ seed: (seed + 1) % 1_000_000 })}>
        {shellWords.value.actions.otherSeed}
      </Button>
    </div>
  );
}
