// jax-js as a runtime of GenLab's executor: the same graphs, each as one function under `jit`.

/** `device` is "wasm" or "webgpu". */
export async function openJaxRuntime(jax, device) {
  const { numpy: np, jit } = jax;
  await jax.init(device);
  jax.defaultDevice(device);
  return {
    name: "jax-js",
    details: `on ${device}`,
    async compile(graph) {
      const inputs = graph.nodes.flatMap((node) => (node.op === "input" ? [node.attributes.name] : []));
      const compute = jit((given) => computed(jax, graph, given));
      return {
        inputs,
        async run(given) {
          const used = Object.fromEntries(inputs.map((name) => [name, given.get(name).array.ref]));
          const results = compute(used);
          return new Map(graph.outputs.map(({ name }) => [name, { array: results[name] }]));
        },
        async dispose() {},
      };
    },
    put: (entries, { shape }) => ({ array: np.array(new Float32Array(entries)).reshape([...shape]) }),
    read: ({ array }) => array.ref.data(),
    free: ({ array }) => array.dispose(),
    async dispose() {},
  };
}

/** Every output by name. Whatever takes an array uses it up: `ref` is one more. */
function computed(jax, graph, given) {
  const { numpy: np, lax, nn } = jax;
  const values = new Map();
  for (const node of graph.nodes) {
    const x = node.inputs.map((each) => values.get(each).ref);
    values.set(node, operation({ np, lax, nn }, node, x, given));
  }
  return Object.fromEntries(graph.outputs.map(({ name, node }) => [name, values.get(node).ref]));
}

function operation({ np, lax, nn }, { op, attributes: a, shape, inputs }, x, given) {
  const direct = { sub: "subtract", mul: "multiply", div: "divide", neg: "negative" };
  switch (op) {
    case "input":
      return given[a.name].ref;
    case "constant":
      return a.values.every((value) => value === a.values[0])
        ? np.full(shape, a.values[0], { dtype: np.float32 })
        : np.array(new Float32Array(a.values)).reshape(shape);
    case "sigmoid":
      return nn.sigmoid(x[0]);
    case "relu":
      return np.maximum(x[0], 0);
    case "leakyRelu":
      return np.maximum(x[0].ref, x[0].mul(a.alpha));
    case "softplus": {
      const small = np.log(np.exp(np.negative(np.abs(x[0].ref))).add(1));
      return np.maximum(x[0], 0).add(small);
    }
    case "clip":
      return np.minimum(np.maximum(x[0], a.low), a.high);
    case "select":
      return np.where(...x);
    case "reshape":
      return x[0].reshape(shape);
    case "broadcast":
      return np.broadcastTo(x[0], shape);
    case "transpose":
      return x[0].transpose(a.permutation);
    case "cast":
      return x[0].astype(a.dtype === "float32" ? np.float32 : np.int32);
    case "slice":
      return x[0].slice(...a.begin.map((begin, axis) => [begin, begin + a.size[axis]]));
    case "concat":
      return np.concatenate(x, a.axis);
    case "sum":
    case "mean":
    case "max":
      return np[op](x[0], a.axes, { keepdims: a.keepDims });
    case "matMul":
      return np.matmul(a.transposeA ? x[0].transpose() : x[0], a.transposeB ? x[1].transpose() : x[1]);
    case "conv2d":
      return channelsLast(
        lax.convGeneralDilated(x[0].transpose([0, 3, 1, 2]), x[1].transpose([3, 2, 0, 1]), a.strides, ends(a), {
          rhsDilation: a.dilations,
        }),
      );
    case "conv2dByInput": {
      const [filter, dy] = [inputs[1].shape, inputs[0].shape];
      const pads = [0, 1].map((axis) => {
        const low = filter[axis] - 1 - a.pads[axis];
        const swept = (dy[axis + 1] - 1) * a.strides[axis] + 1;
        return [low, shape[axis + 1] - swept - low + filter[axis] - 1];
      });
      const turned = np.flip(x[1], [0, 1]).transpose([2, 3, 0, 1]);
      return channelsLast(
        lax.convGeneralDilated(x[0].transpose([0, 3, 1, 2]), turned, [1, 1], pads, { lhsDilation: a.strides }),
      );
    }
    case "conv2dByFilter": {
      const [images, dy] = inputs.map((each) => each.shape);
      const pads = [0, 1].map((axis) => {
        const swept = (dy[axis + 1] - 1) * a.strides[axis];
        return [a.pads[axis], shape[axis] + swept - images[axis + 1] - a.pads[axis]];
      });
      const given = x.map((each) => each.transpose([3, 0, 1, 2]));
      return lax.convGeneralDilated(...given, [1, 1], pads, { rhsDilation: a.strides }).transpose([2, 3, 0, 1]);
    }
    default:
      return np[direct[op] ?? op](...x);
  }
}

const ends = ({ pads: [top, left, bottom, right] }) => [
  [top, bottom],
  [left, right],
];
const channelsLast = (x) => x.transpose([0, 2, 3, 1]);
