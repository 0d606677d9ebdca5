// Times the lowerings of convolutions and their gradients, in turns, as a table: node scripts/measure-convolutions.mjs
// One thread, and processor time: a busy machine leaves that comparable.
// Every candidate is given x, dy and the filter as `channelsFirst` has them, [batch, channels, height, width], and leaves its result so.

import { input, make } from "@genlab/graph";
import { encodeModel, lower } from "@genlab/onnx";
import * as ort from "onnxruntime-node";

const turns = 9;
const [taps, stride, batch] = [4, 2, 128];
const window = { strides: [stride, stride], pads: [1, 1, 1, 1], dilations: [1, 1], groups: 1 };

const transpose = (x, permutation) => make("transpose", [x], { permutation });
const reshape = (x, shape) => make("reshape", [x], { shape });
const pad = (x, paddings) => make("pad", [x], { paddings, value: 0 });
const matMul = (a, b, transposeA = false, transposeB = false) => make("matMul", [a, b], { transposeA, transposeB });

/** The entries of each window: `[batch, height, width, taps * taps * channels]` of images with channels last. */
function patchesLast(x) {
  const [, height, width, channels] = x.shape;
  const [h, w] = [height / stride, width / stride];
  const enclosed = pad(x, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
  const parts = Array.from({ length: taps * taps }, (_, i) =>
    make("slice", [enclosed], {
      begin: [0, Math.floor(i / taps), i % taps, 0],
      size: [batch, h, w, channels],
      strides: [1, stride, stride, 1],
    }),
  );
  return make("concat", parts, { axis: 3 });
}

/** The same with channels first: `[batch, taps * taps * channels, height * width]`. */
function patchesFirst(x) {
  const [, channels, height, width] = x.shape;
  const [h, w] = [height / stride, width / stride];
  const enclosed = pad(x, [
    [0, 0],
    [0, 0],
    [1, 1],
    [1, 1],
  ]);
  const parts = Array.from({ length: taps * taps }, (_, i) =>
    make("slice", [enclosed], {
      begin: [0, 0, Math.floor(i / taps), i % taps],
      size: [batch, channels, h, w],
      strides: [1, 1, stride, stride],
    }),
  );
  return reshape(make("concat", parts, { axis: 1 }), [batch, taps * taps * channels, h * w]);
}

const sizes = (x) => x.shape;

function now() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Windows of images with channels last by blocks of stride x stride entries, which are contiguous: `[windows, taps * taps * channels]`. */
function patchesByBlocks(x) {
  const [, height, width, channels] = x.shape;
  const [h, w] = [height / stride, width / stride];
  const enclosed = pad(x, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
  const blocks = transpose(reshape(enclosed, [batch, h + 1, 2, w + 1, 2, channels]), [0, 1, 3, 2, 4, 5]);
  const whole = reshape(blocks, [batch, h + 1, w + 1, 4 * channels]);
  const parts = [0, 1].flatMap((row) =>
    [0, 1].map((column) =>
      make("slice", [whole], { begin: [0, row, column, 0], size: [batch, h, w, 4 * channels], strides: [1, 1, 1, 1] }),
    ),
  );
  return reshape(make("concat", parts, { axis: 3 }), [batch * h * w, 16 * channels]);
}

/** A filter `[outputs, channels, taps, taps]` in the order of `patchesByBlocks`, `[taps * taps * channels, outputs]`. */
function filterByBlocks(filter) {
  const [outputs, channels] = filter.shape;
  const blocks = reshape(transpose(filter, [2, 3, 1, 0]), [2, 2, 2, 2, channels, outputs]);
  return reshape(transpose(blocks, [0, 2, 1, 3, 4, 5]), [16 * channels, outputs]);
}

/** Forward. */
const forward = {
  Conv: (x, _, filter) => make("conv", [x, filter], window),
  "blocks and one Gemm, channels last": (x, dy, filter) => {
    const [, outputs, h, w] = dy.shape;
    const product = matMul(patchesByBlocks(transpose(x, [0, 2, 3, 1])), filterByBlocks(filter));
    return transpose(reshape(product, [batch, h, w, outputs]), [0, 3, 1, 2]);
  },
};

/** By the filter, `[outputs, channels, taps, taps]`. */
const byFilter = {
  "dilated Conv, channels as batch": (x, dy) => {
    const attributes = { ...window, strides: [1, 1], dilations: [stride, stride] };
    return transpose(make("conv", [transpose(x, [1, 0, 2, 3]), transpose(dy, [1, 0, 2, 3])], attributes), [1, 0, 2, 3]);
  },
  "patches and one Gemm, channels last": (x, dy) => {
    const [, channels] = sizes(x);
    const [, outputs] = sizes(dy);
    const rows = reshape(patchesLast(transpose(x, [0, 2, 3, 1])), [
      dy.shape[2] * dy.shape[3] * batch,
      taps * taps * channels,
    ]);
    const product = matMul(rows, reshape(transpose(dy, [0, 2, 3, 1]), [rows.shape[0], outputs]), true);
    return transpose(reshape(product, [taps, taps, channels, outputs]), [3, 2, 0, 1]);
  },
  "blocks and one Gemm, channels last": (x, dy) => {
    const [, channels] = sizes(x);
    const [, outputs] = sizes(dy);
    const rows = patchesByBlocks(transpose(x, [0, 2, 3, 1]));
    const product = matMul(rows, reshape(transpose(dy, [0, 2, 3, 1]), [rows.shape[0], outputs]), true);
    const apart = transpose(reshape(product, [2, 2, 2, 2, channels, outputs]), [0, 2, 1, 3, 4, 5]);
    return transpose(reshape(apart, [taps, taps, channels, outputs]), [3, 2, 0, 1]);
  },
  "patches and MatMuls, channels first": (x, dy) => {
    const [, channels] = sizes(x);
    const [, outputs, h, w] = sizes(dy);
    const products = matMul(reshape(dy, [batch, outputs, h * w]), patchesFirst(x), false, true);
    const sum = make("sum", [products], { axes: [0], keepDims: false });
    return transpose(reshape(sum, [outputs, taps, taps, channels]), [0, 3, 1, 2]);
  },
  "patches and one Gemm, channels first": (x, dy) => {
    const [, channels] = sizes(x);
    const [, outputs, h, w] = sizes(dy);
    const columns = reshape(transpose(patchesFirst(x), [1, 0, 2]), [taps * taps * channels, batch * h * w]);
    const rows = reshape(transpose(dy, [1, 0, 2, 3]), [outputs, batch * h * w]);
    return transpose(reshape(matMul(rows, columns, false, true), [outputs, taps, taps, channels]), [0, 3, 1, 2]);
  },
};

/** By x. */
const byInput = {
  ConvTranspose: (x, dy, filter) => make("convTranspose", [dy, filter], { ...window, outputSize: x.shape.slice(2) }),
  "Conv over zeros between": (_x, dy, filter) => {
    const [, outputs, h, w] = sizes(dy);
    const apart = pad(reshape(dy, [batch, outputs, h, 1, w, 1]), [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 1],
      [0, 0],
      [0, 1],
    ]);
    const stuffed = reshape(apart, [batch, outputs, 2 * h, 2 * w]);
    const turned = make("slice", [transpose(filter, [1, 0, 2, 3])], {
      begin: [0, 0, taps - 1, taps - 1],
      size: transpose(filter, [1, 0, 2, 3]).shape,
      strides: [1, 1, -1, -1],
    });
    return make("conv", [stuffed, turned], { ...window, strides: [1, 1], pads: [2, 2, 1, 1] });
  },
  "one Gemm, blocks added": (x, dy, filter) => {
    const [, channels, height, width] = sizes(x);
    const [, outputs, h, w] = sizes(dy);
    const rows = reshape(transpose(dy, [0, 2, 3, 1]), [batch * h * w, outputs]);
    const patches = reshape(matMul(rows, filterByBlocks(filter), false, true), [batch, h, w, 16 * channels]);
    const parts = [0, 1].flatMap((row) =>
      [0, 1].map((column) => {
        const begin = [0, 0, 0, (2 * row + column) * 4 * channels];
        const part = make("slice", [patches], { begin, size: [batch, h, w, 4 * channels], strides: [1, 1, 1, 1] });
        return pad(part, [
          [0, 0],
          [row, 1 - row],
          [column, 1 - column],
          [0, 0],
        ]);
      }),
    );
    const sum = reshape(
      parts.reduce((a, b) => make("add", [a, b])),
      [batch, h + 1, w + 1, 2, 2, channels],
    );
    const whole = reshape(transpose(sum, [0, 1, 3, 2, 4, 5]), [batch, 2 * h + 2, 2 * w + 2, channels]);
    const cut = make("slice", [whole], {
      begin: [0, 1, 1, 0],
      size: [batch, height, width, channels],
      strides: [1, 1, 1, 1],
    });
    return transpose(cut, [0, 3, 1, 2]);
  },
  "four small Convs, interleaved": (x, dy, filter) => {
    const [, channels, height, width] = sizes(x);
    const [, outputs, h, w] = sizes(dy);
    // row 2i of dx meets taps 1 and 3, row 2i + 1 taps 0 and 2
    const phase = (row, column) => {
      const own = make("slice", [transpose(filter, [1, 0, 2, 3])], {
        begin: [0, 0, row === 0 ? 3 : 2, column === 0 ? 3 : 2],
        size: [channels, outputs, 2, 2],
        strides: [1, 1, -2, -2],
      });
      const pads = [1 - row, 1 - column, row, column];
      return reshape(make("conv", [dy, own], { strides: [1, 1], dilations: [1, 1], groups: 1, pads }), [
        batch,
        channels,
        h,
        1,
        w,
        1,
      ]);
    };
    const rows = [0, 1].map((row) => make("concat", [phase(row, 0), phase(row, 1)], { axis: 5 }));
    return reshape(make("concat", rows, { axis: 3 }), [batch, channels, height, width]);
  },
};

const layers = [
  [28, 1, 32],
  [14, 32, 64],
  [28, 1, 64],
  [14, 64, 128],
  [64, 3, 64],
  [32, 64, 128],
  [16, 128, 256],
  [8, 256, 512],
];

console.log(
  `onnxruntime-node ${ort.env.versions.node}, 1 thread, batch ${batch}, filter ${taps}x${taps}, stride ${stride}, medians in ms of processor time\n`,
);
for (const [what, candidates] of Object.entries({ forward, "by the filter": byFilter, "by the input": byInput })) {
  console.log(
    `| ${what} | ${Object.keys(candidates).join(" | ")} |\n| --- | ${Object.keys(candidates)
      .map(() => "---:")
      .join(" | ")} |`,
  );
  for (const layer of layers) {
    const times = await measure(layer, candidates);
    console.log(
      `| ${layer[0]}² · ${layer[1]} → ${layer[0] / stride}² · ${layer[2]} | ${times.map((ms) => ms.toFixed(1)).join(" | ")} |`,
    );
  }
  console.log();
}

async function measure([size, channels, outputs], candidates) {
  const types = {
    x: [batch, channels, size, size],
    dy: [batch, outputs, size / stride, size / stride],
    filter: [outputs, channels, taps, taps],
  };
  const tensors = Object.fromEntries(
    Object.entries(types).map(([name, shape]) => [
      name,
      new ort.Tensor(
        "float32",
        Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i)),
        shape,
      ),
    ]),
  );
  const running = [];
  let expected;
  for (const [name, build] of Object.entries(candidates)) {
    const { x, dy, filter } = Object.fromEntries(Object.entries(types).map(([key, shape]) => [key, input(key, shape)]));
    const y = build(x, dy, filter);
    const bytes = encodeModel({ graph: lower(graphOf(name, y)), metadata: {} });
    const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 3 });
    const feeds = Object.fromEntries(session.inputNames.map((key) => [key, tensors[key]]));
    const result = (await session.run(feeds)).y.data;
    expected ??= result;
    const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (result.some((value, i) => Math.abs(value - expected[i]) > 1e-3 * largest)) throw new Error(`${name} is wrong`);
    running.push({ session, feeds, times: [] });
  }
  for (let turn = 0; turn < turns; turn++) {
    for (const { session, feeds, times } of running) {
      const start = now();
      await session.run(feeds);
      times.push(now() - start);
    }
  }
  for (const { session } of running) await session.release();
  return running.map(({ times }) => times.toSorted((a, b) => a - b)[turns >> 1]);
}

function graphOf(name, output) {
  const nodes = new Set();
  const visit = (node) => {
    if (nodes.has(node)) return;
    node.inputs.forEach(visit);
    nodes.add(node);
  };
  visit(output);
  return { name, nodes: [...nodes], outputs: [{ name: "y", node: output }] };
}
