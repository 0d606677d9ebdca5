// Relative errors of gradients in first and second order, with tfjs' gradients and with GenLab's: the table of docs/gradients.md.
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { registerTfjsGradients } from "./tfjs-gradients.mjs";

tf.env().set("IS_TEST", true); // silences the cpu backend's advertisement
await tf.setBackend("cpu");
tf.zeros([1]).dispose();
tf.env().set("IS_TEST", false); // which makes an error of a temporary in softmaxCrossEntropy

const image = (...shape) => tf.randomNormal(shape, 0, 1, "float32", 3);
const points = tf.tensor2d([0.3, -0.8, 1.1, -0.4, 0.7, 0.9], [2, 3]);
const others = tf.tensor2d([0.2, 0.5, 0.3, 0.6, 0.1, 0.3], [2, 3]);
const filter = image(2, 2, 2, 2);
const operations = {
  tanh: [tf.tanh, points],
  sigmoid: [tf.sigmoid, points],
  exp: [tf.exp, points],
  "pow (learned exponent)": [(x) => tf.pow(2.5, x), points],
  softmax: [tf.softmax, points],
  logSoftmax: [tf.logSoftmax, points],
  "softmaxCrossEntropy (labels)": [(x) => tf.losses.softmaxCrossEntropy(tf.square(x), others), points],
  "softmaxCrossEntropy (logits)": [
    (x) => tf.losses.softmaxCrossEntropy(tf.tensor2d([0, 1, 0, 1, 0, 0], [2, 3]), x),
    points,
  ],
  relu: [tf.relu, points],
  leakyRelu: [(x) => tf.leakyRelu(x, 0.2), points],
  prelu: [(x) => tf.prelu(x, tf.scalar(0.2)), points],
  elu: [tf.elu, points],
  selu: [tf.selu, points],
  softplus: [tf.softplus, points],
  sqrt: [(x) => tf.sqrt(tf.add(x, 1)), points],
  maximum: [(x) => tf.maximum(x, 0.1), points],
  "max over an axis": [(x) => tf.max(x, 1), points],
  "prod over an axis": [(x) => tf.prod(x, 1), points],
  where: [(x) => tf.where(tf.greater(x, 0), x, tf.square(x)), points],
  mirrorPad: [
    (x) =>
      tf.mirrorPad(
        x,
        [
          [1, 1],
          [1, 1],
        ],
        "reflect",
      ),
    points,
  ],
  einsum: [(x) => tf.einsum("ij,kj->ik", x, others), points],
  matMul: [(x) => tf.matMul(x, others, false, true), points],
  "conv2d, stride 2": [(x) => tf.conv2d(x, filter, 2, "same"), image(1, 4, 4, 2)],
  "conv2d, dilation 2": [(x) => tf.conv2d(x, filter, 1, "same", "NHWC", 2), image(1, 4, 4, 2)],
  conv2dTranspose: [(x) => tf.conv2dTranspose(x, filter, [1, 6, 6, 2], 2, "same"), image(1, 3, 3, 2)],
  depthwiseConv2d: [(x) => tf.depthwiseConv2d(x, filter, 1, "same"), image(1, 4, 4, 2)],
  maxPool: [(x) => tf.maxPool(x, 2, 2, "valid"), image(1, 4, 4, 1)],
  "avgPool, valid": [(x) => tf.avgPool(x, 2, 2, "valid"), image(1, 4, 4, 1)],
  "avgPool, same": [(x) => tf.avgPool(x, 3, 2, "same"), image(1, 4, 4, 1)],
  resizeNearestNeighbor: [(x) => tf.image.resizeNearestNeighbor(x, [6, 6]), image(1, 3, 3, 1)],
  "resizeBilinear, half-pixel": [(x) => tf.image.resizeBilinear(x, [6, 6], false, true), image(1, 3, 3, 1)],
};

await registerTfjsGradients();
const theirs = measureAll();
const { registerGradients } = await import("@genlab/core");
registerGradients();
const ours = measureAll();

console.log("| operation | tfjs, first | second | GenLab, first | second |\n| --- | --- | --- | --- | --- |");
for (const name of Object.keys(operations)) console.log(`| ${[name, ...theirs[name], ...ours[name]].join(" | ")} |`);

function measureAll() {
  return Object.fromEntries(
    Object.entries(operations).map(([name, [f, x]]) => {
      const curved = (given) => tf.add(f(given), tf.square(f(given)));
      const slope = (given) => gradient(curved, given);
      return [name, [error(curved, x), error(slope, x)]];
    }),
  );
}

/** The largest difference from central differences, by the largest of these. */
function error(f, x) {
  return tf.tidy(() => {
    let analytic;
    try {
      analytic = gradient(f, x).dataSync();
    } catch (thrown) {
      return /disposed|not a function|not found|not yet supported|no second-order/.test(thrown.message)
        ? "throws"
        : `throws: ${thrown.message}`;
    }
    const values = x.dataSync();
    const at = (entry, step) => {
      const moved = tf.tensor(
        values.map((value, i) => (i === entry ? value + step : value)),
        x.shape,
      );
      const y = f(moved);
      const direction = directionOf(y).dataSync();
      return y.dataSync().reduce((total, value, i) => total + value * direction[i], 0);
    };
    const central = (entry, h) => (at(entry, h) - at(entry, -h)) / (2 * h);
    const numeric = Array.from(values, (_, entry) => (4 * central(entry, 0.01) - central(entry, 0.02)) / 3);
    const largest = Math.max(...numeric.map(Math.abs));
    const worst = Math.max(...numeric.map((value, entry) => Math.abs(value - analytic[entry]))) / largest;
    return worst < 1e-3 ? worst.toExponential(0) : `**${Math.round(100 * worst)} %**`;
  });
}

/** The gradient of f projected on a fixed direction; zero where the tape finds no path, as `variableGrads` has it. */
function gradient(f, x) {
  const { grads } = tf.engine().gradients(
    () => {
      const y = f(x);
      return tf.sum(tf.mul(y, directionOf(y)));
    },
    [x],
    undefined,
    true,
  );
  return grads[0] ?? tf.zerosLike(x);
}

function directionOf(y) {
  return tf.tensor(
    Array.from({ length: y.size }, (_, i) => (y.size === 1 ? 1 : Math.sin(3 * i + 1))),
    y.shape,
  );
}
