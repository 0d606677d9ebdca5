import "@tensorflow/tfjs-backend-cpu";
import { input, make } from "@genlab/graph";
import koffi from "koffi";
import { describe, expect, it } from "vitest";
import type { NodeDef } from "../src/encode/graph-def.js";
import type { Koffi } from "../src/index.js";
import { CApi } from "../src/native/c-api.js";
import { Context } from "../src/runtime/context.js";
import { Kernels } from "../src/runtime/kernels.js";
import { LIBRARY, openTensorflow } from "./open-tensorflow.js";

const node = (operation: string, attributes: NodeDef["attributes"]): NodeDef => ({
  ...{ name: "node", operation, inputs: [], attributes },
});

if (LIBRARY === undefined) it.skip("TensorFlow's kernels: TENSORFLOW=PATH/libtensorflow_cc.so.2 says where it is");
else {
  describe("TensorFlow's kernels", () => {
    const context = new Context(new CApi(koffi as unknown as Koffi, LIBRARY!), { threads: 1, device: "cpu" });
    const kernels = new Kernels(context);
    const requiring = (each: NodeDef) => () => kernels.require([each]);

    it("are looked for by types", () => {
      expect(requiring(node("Softmax", { T: { type: "float32" } }))).not.toThrow();
      expect(requiring(node("Sum", { T: { type: "int32" }, Tidx: { type: "int32" }, keep_dims: true }))).not.toThrow();
      expect(requiring(node("Softmax", { T: { type: "int32" } }))).toThrowErrorMatchingInlineSnapshot(
        `[GenlabError: TensorFlow has no kernel of Softmax for T int32 here.]`,
      );
      expect(requiring(node("Strange", {}))).toThrowErrorMatchingInlineSnapshot(
        `[GenlabError: TensorFlow has no kernel of Strange here.]`,
      );
    });

    it("that are missing refuse a graph before it runs", async () => {
      const runtime = openTensorflow();
      const x = input("x", [2], "bool");
      const y = make("add", [x, x]);
      const graph = { name: "test", nodes: [x, y], outputs: [{ name: "y", node: y }] };
      await expect(runtime.compile(graph)).rejects.toThrow("no kernel of AddV2 for T bool");
      await runtime.dispose();
    });
  });
}
