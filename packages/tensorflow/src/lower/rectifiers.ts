import { type Node, splat } from "@genlab/graph";

/** A gradient on its way back through a rectifier: `mul(dy, select(greater(x, 0), 1, alpha))`. */
export interface RectifierGradient {
  readonly dy: Node;
  readonly x: Node;
  /** 0 of a plain rectifier, above 0 of a leaky one. */
  readonly alpha: number;
}

/** What a product is the gradient of; undefined of any other. */
export function rectifierGradient(node: Node): RectifierGradient | undefined {
  if (node.op !== "mul" || node.dtype !== "float32") return undefined;
  const [a, b] = node.inputs as [Node, Node];
  return gradientBy(a, b) ?? gradientBy(b, a);
}

function gradientBy(slope: Node, dy: Node): RectifierGradient | undefined {
  if (slope.op !== "select" || `${slope.shape}` !== `${dy.shape}`) return undefined;
  const [mask, one, rest] = slope.inputs as [Node, Node, Node];
  if (mask.op !== "greater" || splat(one) !== 1) return undefined;
  const [x, zero] = mask.inputs as [Node, Node];
  const alpha = splat(rest);
  if (splat(zero) !== 0 || alpha === undefined || !(alpha >= 0 && alpha < 1)) return undefined;
  return x.dtype === "float32" && `${x.shape}` === `${dy.shape}` ? { dy, x, alpha } : undefined;
}

/** Whether a node is positive where its input is, and nowhere else. */
export const isRectifier = (node: Node): boolean =>
  node.op === "relu" || (node.op === "leakyRelu" && node.attributes.alpha > 0);
