import * as tf from "@tensorflow/tfjs-core";

/** A function of tensors with inputs of odd shapes: what graphs and executors are compared with eager tfjs on. */
export interface KernelCase {
  readonly name: string;
  /** `shape`, or `i` and a shape for int32 in [0, 3), `b` for bool, `+` for positive floats. */
  readonly inputs: readonly (readonly [kind: "f" | "+" | "u" | "i" | "b", ...shape: number[]])[];
  readonly run: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** Whether to compare gradients, too. Default: where all inputs are floats. */
  readonly gradients?: 0 | 1 | 2;
}

type Inputs = KernelCase["inputs"];

/** Constant almost everywhere, or not float: no gradient to compare. */
const FLAT =
  /^(ceil|floor|round|sign|step|isNaN|isInf|isFinite|zerosLike|onesLike|toBool|equal|notEqual|greater|less|argM|topk)/;

const of = (name: string, inputs: Inputs, run: KernelCase["run"], gradients?: 0 | 1 | 2): KernelCase => ({
  name,
  inputs,
  run,
  ...((gradients !== undefined || FLAT.test(name)) && { gradients: gradients ?? 0 }),
});

type Unary = (x: tf.Tensor) => tf.Tensor;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const onFloats: Readonly<Record<string, Unary>> = {
  abs: tf.abs,
  atan: tf.atan,
  asinh: tf.asinh,
  ceil: tf.ceil,
  cos: tf.cos,
  cosh: tf.cosh,
  elu: tf.elu,
  erf: tf.erf,
  exp: tf.exp,
  expm1: tf.expm1,
  floor: tf.floor,
  leakyRelu: (x) => tf.leakyRelu(x, 0.3),
  neg: tf.neg,
  relu: tf.relu,
  relu6: tf.relu6,
  round: tf.round,
  selu: tf.selu,
  sigmoid: tf.sigmoid,
  sign: tf.sign,
  sin: tf.sin,
  sinh: tf.sinh,
  softplus: tf.softplus,
  square: tf.square,
  step: tf.step,
  stepWithSlope: (x) => tf.step(x, 0.2),
  tan: tf.tan,
  tanh: tf.tanh,
  isNaN: tf.isNaN,
  isInf: tf.isInf,
  isFinite: tf.isFinite,
  clip: (x) => tf.clipByValue(x, -0.5, 0.7),
  softmax: (x) => tf.softmax(x),
  logSumExp: (x) => tf.logSumExp(x, -1),
  zerosLike: tf.zerosLike,
  onesLike: tf.onesLike,
  cast: (x) => tf.cast(tf.cast(tf.mul(x, 3), "int32"), "float32"),
  toBool: (x) => tf.cast(x, "bool"),
};
const onPositive: Readonly<Record<string, Unary>> = {
  log: tf.log,
  log1p: tf.log1p,
  sqrt: tf.sqrt,
  rsqrt: tf.rsqrt,
  reciprocal: tf.reciprocal,
  acosh: (x) => tf.acosh(tf.add(x, 1)),
  norm: (x) => tf.norm(x),
};
const onUnit: Readonly<Record<string, Unary>> = { acos: tf.acos, asin: tf.asin, atanh: tf.atanh };
const ofTwo: Readonly<Record<string, Binary>> = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
  maximum: tf.maximum,
  minimum: tf.minimum,
  squaredDifference: tf.squaredDifference,
  equal: tf.equal,
  notEqual: tf.notEqual,
  greater: tf.greater,
  greaterEqual: tf.greaterEqual,
  less: tf.less,
  lessEqual: tf.lessEqual,
  mod: tf.mod,
  prelu: tf.prelu,
};
const ofTwoIntegers: Readonly<Record<string, Binary>> = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  maximum: tf.maximum,
  minimum: tf.minimum,
  equal: tf.equal,
  notEqual: tf.notEqual,
  greater: tf.greater,
  lessEqual: tf.lessEqual,
  floorDiv: (a, b) => tf.floorDiv(tf.sub(a, 1), tf.add(b, 1)),
  mod: (a, b) => tf.mod(tf.sub(a, 1), tf.add(b, 1)),
};
const ofTwoBools: Readonly<Record<string, Binary>> = {
  and: tf.logicalAnd,
  or: tf.logicalOr,
  xor: tf.logicalXor,
  equal: tf.equal,
};

const reductions: Readonly<Record<string, (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor>> =
  {
    sum: tf.sum,
    mean: tf.mean,
    max: tf.max,
    min: tf.min,
    prod: tf.prod,
  };

const image = (height: number, width: number, channels: number): Inputs[number] => ["f", 2, height, width, channels];
const four = (x: tf.Tensor) => x as tf.Tensor4D;

const convolutions = (["same", "valid"] as const).flatMap((pad) =>
  (
    [
      [1, 1],
      [2, 1],
      [3, 1],
      [1, 2],
    ] as const
  ).flatMap(([stride, dilation]) =>
    (
      [
        [5, 7, 3, 3],
        [8, 6, 4, 4],
        [4, 4, 1, 2],
        [7, 5, 2, 3],
      ] as const
    ).flatMap(([height, width, rows, columns]) => {
      if (
        pad === "valid" &&
        (Math.min(rows * dilation - dilation + 1) > height || columns * dilation - dilation + 1 > width)
      )
        return [];
      return [
        of(
          `conv2d ${pad} stride ${stride} dilation ${dilation} ${rows}x${columns} on ${height}x${width}`,
          [image(height, width, 3), ["f", rows, columns, 3, 2]],
          (x, w) => tf.conv2d(four(x), four(w), stride, pad, "NHWC", dilation),
        ),
        of(
          `depthwise ${pad} stride ${stride} dilation ${dilation} ${rows}x${columns} on ${height}x${width}`,
          [image(height, width, 3), ["f", rows, columns, 3, 2]],
          (x, w) => tf.depthwiseConv2d(four(x), four(w), stride, pad, "NHWC", dilation),
        ),
      ];
    }),
  ),
);

export const kernelCases: readonly KernelCase[] = [
  ...Object.entries(onFloats).map(([name, run]) => of(name, [["f", 3, 5]], run)),
  ...Object.entries(onPositive).map(([name, run]) => of(name, [["+", 3, 5]], run)),
  ...Object.entries(onUnit).map(([name, run]) => of(name, [["u", 7]], run)),
  ...Object.entries(ofTwo).flatMap(([name, run]) => [
    of(
      `${name} of equal shapes`,
      [
        ["f", 3, 5],
        ["+", 3, 5],
      ],
      run,
    ),
    of(
      `${name} broadcast right`,
      [
        ["f", 2, 3, 5],
        ["+", 5],
      ],
      run,
    ),
    of(
      `${name} broadcast both`,
      [
        ["f", 3, 1],
        ["+", 1, 5],
      ],
      run,
    ),
    of(`${name} with a scalar`, [["f", 3, 5], ["+"]], run),
  ]),
  of(
    "pow",
    [
      ["+", 3, 5],
      ["f", 5],
    ],
    tf.pow,
  ),
  of("pow 2", [["f", 3]], (x) => tf.pow(x, 2)),
  of("pow 3", [["f", 3]], (x) => tf.pow(x, 3)),
  ...Object.entries(ofTwoIntegers).map(([name, run]) =>
    of(
      `${name} of integers`,
      [
        ["i", 2, 3],
        ["i", 3],
      ],
      run,
    ),
  ),
  ...Object.entries(ofTwoBools).map(([name, run]) =>
    of(
      `${name} of bools`,
      [
        ["b", 2, 3],
        ["b", 2, 3],
      ],
      run,
    ),
  ),
  of("not", [["b", 4]], tf.logicalNot),
  of(
    "where",
    [
      ["b", 2, 3],
      ["f", 2, 3],
      ["f", 3],
    ],
    (c, a, b) => tf.where(c, a, b),
  ),
  of(
    "where of integers",
    [
      ["b", 2, 3],
      ["i", 2, 3],
      ["i", 2, 3],
    ],
    (c, a, b) => tf.where(c, a, b),
  ),
  of(
    "addN",
    [
      ["f", 2, 3],
      ["f", 2, 3],
      ["f", 2, 3],
    ],
    (...xs) => tf.addN(xs),
  ),
  ...Object.entries(reductions).flatMap(([name, run]) => [
    of(name, [["f", 2, 3, 4]], (x) => run(x)),
    of(`${name} over the last axis`, [["f", 2, 3, 4]], (x) => run(x, -1)),
    of(`${name} over two axes`, [["f", 2, 3, 4]], (x) => run(x, [0, 2], true)),
    of(`${name} of integers`, [["i", 2, 3]], (x) => run(x, 1)),
  ]),
  of("sum of bools", [["b", 2, 3]], (x) => tf.sum(x)),
  of("all", [["b", 4, 2]], (x) => tf.all(x, 1)),
  of("any", [["b", 4, 2]], (x) => tf.any(x, 1)),
  of("argMax", [["f", 4, 5]], (x) => tf.argMax(x, 1)),
  of("argMin", [["f", 4, 5]], (x) => tf.argMin(x, 0)),
  of("cumsum", [["f", 4, 5]], (x) => tf.cumsum(x, 1)),
  of("cumsum exclusive and reversed", [["f", 4, 5]], (x) => tf.cumsum(x, 0, true, true)),
  of("topk values", [["f", 4, 5]], (x) => tf.topk(x, 3).values, 0),
  of("topk indices", [["f", 4, 5]], (x) => tf.topk(x, 3).indices),
  of("reshape", [["f", 4, 6]], (x) => tf.reshape(x, [3, -1])),
  of("transpose", [["f", 2, 3, 4]], (x) => tf.transpose(x, [2, 0, 1])),
  of("transpose of columns", [["f", 2, 3, 1, 4]], (x) => tf.transpose(x, [2, 0, 3, 1])),
  of(
    "concat",
    [
      ["f", 2, 3],
      ["f", 2, 1],
      ["f", 2, 4],
    ],
    (...xs) => tf.concat(xs, 1),
  ),
  of(
    "stack",
    [
      ["f", 2, 3],
      ["f", 2, 3],
    ],
    (...xs) => tf.stack(xs, 1),
  ),
  of("unstack", [["f", 2, 3, 2]], (x) => tf.mul(tf.unstack(x, 1)[1]!, tf.unstack(x, 1)[2]!)),
  of("split", [["f", 2, 7]], (x) => tf.split(x, [2, 4, 1], 1)[1]!),
  of("slice", [["f", 4, 5]], (x) => tf.slice(x, [1, 2], [2, -1])),
  of("stridedSlice", [["f", 5, 6]], (x) => tf.stridedSlice(x, [0, 1], [5, 6], [2, 3])),
  of("stridedSlice backwards", [["f", 5, 6]], (x) => tf.stridedSlice(x, [4, 5], [0, 1], [-2, -1])),
  of("reverse", [["f", 3, 4]], (x) => tf.reverse(x, [0, 1])),
  of("tile", [["f", 2, 3]], (x) => tf.tile(x, [2, 3])),
  of("tile of ones", [["f", 2, 1]], (x) => tf.tile(x, [1, 4])),
  of("broadcastTo", [["f", 3, 1]], (x) => tf.broadcastTo(x, [2, 3, 4])),
  of("expandDims", [["f", 3, 2]], (x) => tf.expandDims(x, -1)),
  of("pad", [["f", 3, 4]], (x) =>
    tf.pad(
      x,
      [
        [1, 2],
        [0, 3],
      ],
      0.5,
    ),
  ),
  of("mirrorPad reflect", [["f", 4, 4]], (x) =>
    tf.mirrorPad(
      x,
      [
        [1, 2],
        [3, 0],
      ],
      "reflect",
    ),
  ),
  of("mirrorPad symmetric", [["f", 4, 4]], (x) =>
    tf.mirrorPad(
      x,
      [
        [1, 2],
        [3, 0],
      ],
      "symmetric",
    ),
  ),
  of(
    "gather",
    [
      ["f", 4, 5],
      ["i", 2, 3],
    ],
    (x, i) => tf.gather(x, tf.cast(i, "int32"), 1),
  ),
  of(
    "gather with batches",
    [
      ["f", 2, 4, 3, 2],
      ["i", 2, 5],
    ],
    (x, i) => tf.gather(x, tf.cast(i, "int32"), 2, 1),
    0,
  ),
  of(
    "gatherND",
    [
      ["f", 4, 5],
      ["i", 3, 2],
    ],
    (x, i) => tf.gatherND(x, tf.cast(i, "int32")),
  ),
  of("scatterND adds", [["f", 5, 2]], (x) =>
    tf.scatterND(tf.tensor([[1], [3], [1], [0], [3]], [5, 1], "int32"), x, [4, 2]),
  ),
  of("oneHot", [["i", 2, 3]], (x) => tf.oneHot(tf.cast(x, "int32"), 4)),
  of("oneHot with values", [["i", 3]], (x) => tf.oneHot(tf.cast(x, "int32"), 4, 0.9, 0.1, "float32")),
  of(
    "where of a float and an integer",
    [
      ["b", 3],
      ["f", 3],
      ["i", 3],
    ],
    (c, a, b) => tf.where(tf.cast(c, "bool"), tf.where(c, a, b), tf.where(c, b, a)),
  ),
  of("slopes of integers", [["i", 3]], (x) => tf.add(tf.leakyRelu(x, 0.2), tf.step(x, 0.2))),
  of("a gate of a multiple", [["f", 5]], (x) => tf.where(tf.greater(tf.mul(tf.sub(x, x), 5), 0), 1, 0.1), 0),
  of("ranges that fall, and of rounded steps", [["f", 3]], (x) =>
    tf.concat([x, tf.range(5, 2), tf.range(2, 5, 0.3), tf.range(3, 0, -1), tf.linspace(4, 7, 1), tf.linspace(0, 1, 7)]),
  ),
  of("range, linspace, eye", [["f", 3]], (x) =>
    tf.add(x, tf.mul(tf.sum(tf.eye(3), 0), tf.add(tf.range(0, 3), tf.linspace(0, 1, 3)))),
  ),
  of("depthToSpace", [["f", 2, 2, 3, 8]], (x) => tf.depthToSpace(four(x), 2)),
  of("spaceToBatch", [["f", 2, 4, 5]], (x) =>
    tf.spaceToBatchND(
      x,
      [2, 3],
      [
        [0, 0],
        [1, 0],
      ],
    ),
  ),
  of("batchToSpace", [["f", 12, 2, 2]], (x) =>
    tf.batchToSpaceND(
      x,
      [2, 3],
      [
        [0, 1],
        [1, 0],
      ],
    ),
  ),
  ...[false, true].flatMap((a) =>
    [false, true].flatMap((b) => [
      of(`matMul ${a} ${b}`, [a ? ["f", 3, 2] : ["f", 2, 3], b ? ["f", 4, 3] : ["f", 3, 4]], (x, y) =>
        tf.matMul(x, y, a, b),
      ),
      of(
        `matMul of batches ${a} ${b}`,
        [a ? ["f", 5, 3, 2] : ["f", 5, 2, 3], b ? ["f", 1, 4, 3] : ["f", 1, 3, 4]],
        (x, y) => tf.matMul(x, y, a, b),
      ),
    ]),
  ),
  of(
    "einsum",
    [
      ["f", 2, 3, 4],
      ["f", 4, 3, 5],
    ],
    (x, y) => tf.einsum("bij,jik->kb", x, y),
  ),
  of(
    "fused matMul",
    [
      ["f", 2, 3],
      ["f", 3, 4],
      ["f", 4],
    ],
    (a, b, bias) => tf.fused.matMul({ a, b, bias, activation: "relu" } as never),
    0,
  ),
  of(
    "fused conv2d",
    [image(5, 5, 2), ["f", 3, 3, 2, 4], ["f", 4]],
    (x, filter, bias) =>
      tf.fused.conv2d({
        x,
        filter,
        bias,
        strides: 2,
        pad: "same",
        leakyreluAlpha: 0.3,
        activation: "leakyrelu",
      } as never),
    0,
  ),
  of(
    "batchNorm",
    [image(3, 2, 4), ["f", 4], ["+", 4], ["f", 4], ["+", 4]],
    (x, mean, variance, offset, scale) =>
      tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, offset as tf.Tensor1D, scale as tf.Tensor1D, 1e-3),
    0,
  ),
  ...convolutions,
  of("conv2d with numeric padding", [image(6, 6, 2), ["f", 3, 3, 2, 3]], (x, w) => tf.conv2d(four(x), four(w), 2, 1)),
  of("conv2dTranspose", [image(3, 4, 5), ["f", 4, 4, 2, 5]], (x, w) =>
    tf.conv2dTranspose(four(x), four(w), [2, 6, 8, 2], 2, "same"),
  ),
  of("conv2dTranspose valid", [image(3, 4, 5), ["f", 3, 2, 2, 5]], (x, w) =>
    tf.conv2dTranspose(four(x), four(w), [2, 7, 8, 2], 2, "valid"),
  ),
  of("maxPool", [image(4, 6, 2)], (x) => tf.maxPool(four(x), 2, 2, "valid")),
  of("maxPool that overlaps", [image(5, 5, 2)], (x) => tf.maxPool(four(x), 3, 2, "same")),
  of("avgPool", [image(4, 6, 2)], (x) => tf.avgPool(four(x), 2, 2, "valid")),
  of("avgPool that overlaps", [image(5, 7, 2)], (x) => tf.avgPool(four(x), 3, 2, "same")),
  of("avgPool that leaves a rest", [image(5, 7, 2)], (x) => tf.avgPool(four(x), 2, 2, "valid")),
  ...(
    [
      [8, 6],
      [5, 7],
      [2, 3],
    ] as const
  ).flatMap((size) =>
    [false, true].flatMap((align) => [
      of(`resizeNearestNeighbor to ${size} ${align}`, [image(4, 3, 2)], (x) =>
        tf.image.resizeNearestNeighbor(four(x), [...size], align),
      ),
      of(`resizeBilinear to ${size} ${align}`, [image(4, 3, 2)], (x) =>
        tf.image.resizeBilinear(four(x), [...size], align),
      ),
    ]),
  ),
  of("resizeBilinear with half pixels", [image(4, 3, 2)], (x) => tf.image.resizeBilinear(four(x), [7, 5], false, true)),
  of("resizeNearestNeighbor with half pixels", [image(4, 3, 2)], (x) =>
    tf.image.resizeNearestNeighbor(four(x), [7, 5], false, true),
  ),
];

/** The values of an input, the same each time. */
export function valuesOf([kind, ...shape]: Inputs[number], seed: number): tf.Tensor {
  const size = tf.util.sizeFromShape(shape);
  // the golden ratio's multiples fill (0, 1) evenly
  const numbers = Array.from({ length: size }, (_, i) => ((i * 7 + seed * 3 + 1) * 0.6180339887) % 1);
  if (kind === "i")
    return tf.tensor(
      numbers.map((u) => Math.floor(3 * u)),
      shape,
      "int32",
    );
  if (kind === "b")
    return tf.tensor(
      numbers.map((u) => Number(u > 0.5)),
      shape,
      "bool",
    );
  if (kind === "+")
    return tf.tensor(
      numbers.map((u) => 0.2 + 2 * u),
      shape,
    );
  return tf.tensor(
    numbers.map((u) => (kind === "u" ? 1.8 : 4) * (u - 0.5)),
    shape,
  );
}

/** The case itself, and its first and second gradient by all float inputs, as functions of the inputs that give one tensor. */
export function variantsOf({
  name,
  inputs,
  run,
  gradients,
}: KernelCase): { name: string; run: (inputs: readonly tf.Tensor[]) => tf.Tensor }[] {
  const floats = inputs.flatMap(([kind], i) => (kind === "i" || kind === "b" ? [] : [i]));
  const order = gradients ?? (floats.length > 0 ? 2 : 0);
  const scalar = (values: readonly tf.Tensor[]) => {
    const y = tf.cast(run(...values), "float32");
    const weights = tf.reshape(tf.sin(tf.add(tf.range(0, y.size), 1)), y.shape);
    return tf.sum(tf.mul(tf.mul(y, y), weights)) as tf.Scalar;
  };
  const first = (values: readonly tf.Tensor[], of: (values: readonly tf.Tensor[]) => tf.Scalar) => {
    const chosen = floats.map((i) => values[i]!);
    const grads = tf.grads((...given: tf.Tensor[]) => {
      const all = [...values];
      floats.forEach((i, k) => {
        all[i] = given[k]!;
      });
      return of(all);
    })(chosen);
    return tf.concat(grads.map((grad) => tf.reshape(grad, [-1])));
  };
  const squares = (x: tf.Tensor) => tf.sum(tf.mul(x, tf.cos(tf.range(0, x.size)))) as tf.Scalar;
  return [
    { name, run: (values: readonly tf.Tensor[]) => run(...values) },
    ...(order >= 1
      ? [{ name: `gradient of ${name}`, run: (values: readonly tf.Tensor[]) => first(values, scalar) }]
      : []),
    ...(order >= 2
      ? [
          {
            name: `second gradient of ${name}`,
            run: (values: readonly tf.Tensor[]) => first(values, (inner) => squares(first(inner, scalar))),
          },
        ]
      : []),
  ];
}
