import { canDecode, canEncode, canReconstruct } from "@genlab/core";
import { add, div, mul, sub, type Tensor, tensor2d } from "@tensorflow/tfjs-core";
import { type JudgementKind, judgeOf } from "./judge.js";
import { contextFor, type Look, read, type View } from "./look.js";
import { type Prior, priorOf } from "./prior.js";

/** A point of the plane, or a code of two numbers in deviations of the prior. */
export interface TouchQuery {
  readonly is: "point" | "code";
  readonly at: readonly [number, number];
}

/** What a model makes of what is touched. */
export interface Touch {
  /** In deviations of the prior; null without an encoder, or without codes. */
  readonly code: readonly number[] | null;
  /** What is made of the code. Null where the model makes nothing of it. */
  readonly image: readonly number[] | null;
  /** Of the point, or of what is made of the code. */
  readonly judgement: { readonly kind: JudgementKind; readonly value: number } | null;
}

/** Follows a point through the model, or a code. */
export const touch: Look<TouchQuery, Touch> = async (view, { is, at }) => {
  const given = () => tensor2d([...at], [1, 2]);
  const code = is === "code" ? at : await numbers(() => encoded(view, given()));
  const image = await numbers(() => (is === "code" ? decoded(view, given()) : reconstructed(view, given())));
  const judge = judgeOf(view.model);
  const judged = is === "point" ? at : image;
  if (!judge || !judged) return { code, image, judgement: null };
  const [value] = (await numbers(() => judge.judge(tensor2d([...judged], [1, 2]), contextFor(view, "judging"))))!;
  return { code, image, judgement: { kind: judge.kind, value: value! } };
};

const numbers = async (make: () => Tensor | null): Promise<readonly number[] | null> => {
  const found = await read(make);
  return found && [...found.data];
};

function encoded(view: View, x: Tensor): Tensor | null {
  const prior = priorOf(view);
  if (!prior || !canEncode(view.model)) return null;
  return div(sub(view.model.encode(x, contextFor(view, "encode")), prior.mean), prior.deviation);
}

/** Null unless codes are of two numbers. */
function decoded(view: View, code: Tensor): Tensor | null {
  const prior: Prior | null = priorOf(view);
  if (prior?.mean.shape[0] !== 2 || !canDecode(view.model)) return null;
  return view.model.decode(add(mul(code, prior.deviation), prior.mean), contextFor(view, "decode"));
}

const reconstructed = ({ model, ...view }: View, x: Tensor): Tensor | null =>
  canReconstruct(model) ? model.reconstruct(x, contextFor({ model, ...view }, "reconstruct")) : null;
