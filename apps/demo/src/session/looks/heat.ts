import { canDecode, type NdArray } from "@genlab/core";
import { Gan } from "@genlab/gan";
import { AdversarialAutoencoder } from "@genlab/hybrid";
import { reshape, type Tensor, tensor2d } from "@tensorflow/tfjs-core";
import { type JudgementKind, judgeOf } from "./judge.js";
import { contextFor, type Look, read } from "./look.js";

/** A square of the plane, cut into cells. */
export interface HeatQuery {
  /** The square reaches from `-range` to `range` along both axes. */
  readonly range: number;
  /** Cells along each axis. */
  readonly cells: number;
}

/** Judgements at the middles of the cells, `[cells, cells]`: row 0 is the lowest. The higher, the more like the data. */
export interface Heat {
  readonly kind: JudgementKind;
  readonly values: NdArray;
}

/** What the model thinks of every place of the plane. */
export const heat: Look<HeatQuery, Heat | null> = async (view, query) => {
  const judge = judgeOf(view.model);
  if (!judge) return null;
  const values = await read(() => judge.judge(middlesOf(query), contextFor(view, "heat")));
  return values && { kind: judge.kind, values };
};

/**
 * What is thought of every place of a plane of codes: by a discriminator of codes; or, where no encoder shows where data are, by the
 * discriminator of what the generator makes of them.
 */
export const codeHeat: Look<HeatQuery, Heat | null> = async (view, query) => {
  const { model } = view;
  const context = contextFor(view, "heat");
  if (model instanceof AdversarialAutoencoder && model.settings.latent === 2) {
    const values = await read(() =>
      reshape(model.discriminator.forward(middlesOf(query), context), [query.cells ** 2]),
    );
    return values && { kind: "logit", values };
  }
  if (!(model instanceof Gan) || !canDecode(model) || model.settings.latent !== 2) return null;
  const judge = judgeOf(model)!;
  const values = await read(() => judge.judge(model.decode(middlesOf(query), context), context));
  return values && { kind: judge.kind, values };
};

/** `[cells², 2]` */
function middlesOf({ range, cells }: HeatQuery): Tensor {
  const place = (index: number) => ((index + 0.5) / cells) * 2 * range - range;
  const values = Float32Array.from({ length: 2 * cells ** 2 }, (_, i) =>
    i % 2 === 0 ? place((i / 2) % cells) : place(Math.floor(i / 2 / cells)),
  );
  return tensor2d(values, [cells ** 2, 2]);
}
