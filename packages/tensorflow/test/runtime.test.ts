import "@tensorflow/tfjs-backend-cpu";
import { itIsARuntime } from "@genlab/testing";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, it } from "vitest";
import { LIBRARY, openTensorflow } from "./open-tensorflow.js";

beforeAll(async () => {
  await setBackend("cpu");
});

if (LIBRARY === undefined) it.skip("TensorFlow: TENSORFLOW=PATH/libtensorflow_cc.so.2 says where it is");
else
  describe.each([true, false])("TensorFlow, updates in WebAssembly: %s", (updatesInWasm) =>
    itIsARuntime({ create: async () => openTensorflow({ updatesInWasm }) }),
  );
