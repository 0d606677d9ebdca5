import { GenlabError } from "@genlab/core";
import { type Executable, type Graph, type Node, type NodeOf, rootOf, sizeOf } from "@genlab/graph";
import { FAULT, isNode, type Place } from "../lower/dispatch.js";
import { type Lowered, lower } from "../lower/lower.js";
import type { Device } from "./device.js";
import type { Block } from "./pool.js";
import { ownerOf, type Slots, slotsOf } from "./slots.js";
import type { WebgpuValue } from "./webgpu-value.js";

/** A kernel, and which of the buffers of a run are bound to it. */
interface Step {
  readonly pipeline: GPUComputePipeline;
  readonly blocks: readonly number[];
  readonly workgroups: readonly [number, number, number];
  /** Bindings by the buffers that they are of: those of a run are often those of the one before the last. */
  readonly groups: Map<string, GPUBindGroup>;
}

const MOST_GROUPS = 8;

/** A graph as kernels, which run in one submission. */
export class Kernels implements Executable<WebgpuValue> {
  readonly inputs: readonly string[];
  readonly #device: Device;
  readonly #graph: Graph;
  readonly #copies: Lowered["copies"];
  readonly #slots: Slots;
  readonly #constants: ReadonlyMap<Node, Block>;
  readonly #steps: readonly Step[];
  #isDisposed = false;

  private constructor(device: Device, graph: Graph, inputs: readonly string[], parts: Parts) {
    this.inputs = inputs;
    this.#device = device;
    this.#graph = graph;
    this.#copies = parts.copies;
    this.#slots = parts.slots;
    this.#constants = parts.constants;
    this.#steps = parts.steps;
    device.keepFor(this, [...parts.constants.values()]);
  }

  static async create(device: Device, graph: Graph): Promise<Kernels> {
    const { dispatches, outputs, copies } = lower(graph, device.mostBuffers);
    const pipelines = await Promise.all(dispatches.map(({ code }) => device.pipeline(code)));
    const isElsewhere = (node: Node) => node.op === "input" || node.op === "constant" || outputs.has(node);
    const slots = slotsOf(dispatches, isElsewhere);
    for (const entries of [...slots.entries, ...graph.outputs.map(({ node }) => sizeOf(node.shape))])
      device.requireRoom(entries);
    const inputs = graph.nodes.flatMap((node) => (node.op === "input" ? [node.attributes.name] : []));
    const used = [...dispatches.flatMap(({ places }) => places), ...copies.map(({ from }) => from)];
    const needed = new Set(
      used.map(ownerOf).filter((place): place is Node => isNode(place) && place.op === "constant"),
    );
    const constants = new Map<Node, Block>();
    for (const node of needed) {
      const { values } = (node as NodeOf<"constant">).attributes;
      const block = device.take(values.length);
      device.write(block, values);
      constants.set(node, block);
    }
    // a run has its inputs, its outputs, its slots, the constants and the fault, in this order
    const firstSlot = inputs.length + graph.outputs.length;
    const firstConstant = firstSlot + slots.entries.length;
    const order = [...constants.keys()];
    const numberOf = (place: Place): number => {
      const owner = ownerOf(place);
      if (owner === FAULT) return firstConstant + order.length;
      if (!isNode(owner)) return firstSlot + slots.of.get(owner)!;
      if (owner.op === "input") return inputs.indexOf(owner.attributes.name);
      if (owner.op === "constant") return firstConstant + order.indexOf(owner);
      const output = outputs.get(owner);
      return output === undefined ? firstSlot + slots.of.get(owner)! : inputs.length + output;
    };
    const steps = dispatches.map(({ places, workgroups }, i) => ({
      pipeline: pipelines[i]!,
      blocks: places.map(numberOf),
      workgroups,
      groups: new Map<string, GPUBindGroup>(),
    }));
    return new Kernels(device, graph, inputs, { copies, slots, constants, steps });
  }

  async run(
    given: ReadonlyMap<string, WebgpuValue>,
    into: ReadonlyMap<string, WebgpuValue>,
  ): Promise<ReadonlyMap<string, WebgpuValue>> {
    this.#device.check();
    if (this.#isDisposed) throw new GenlabError("The kernels were disposed of.");
    const missing = this.inputs.find((name) => !given.has(name));
    if (missing !== undefined) throw new GenlabError(`The input "${missing}" was not given.`);
    const taken: Block[] = [];
    const take = (entries: number): Block => {
      const block = this.#device.take(entries);
      taken.push(block);
      return block;
    };
    try {
      const results = this.#graph.outputs.map(({ name, node }): [string, WebgpuValue] => {
        const length = sizeOf(node.shape);
        return [name, into.get(name) ?? { block: take(length), length, dtype: node.dtype }];
      });
      const kept = taken.length;
      const slots = this.#slots.entries.map(take);
      const inputs = this.inputs.map((name) => given.get(name)!.block);
      const outputs = results.map(([, { block }]) => block);
      this.#submit(
        [...inputs, ...outputs, ...slots, ...this.#constants.values(), this.#device.fault()],
        given,
        outputs,
      );
      // what comes after them in the queue may write to them
      for (const block of taken.splice(kept)) this.#device.give(block);
      await this.#device.pace(); // not before: a block of an input may be given to another meanwhile
      return new Map(results);
    } catch (error) {
      for (const block of taken) this.#device.give(block);
      throw error;
    }
  }

  async dispose(): Promise<void> {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#device.release(this, [...this.#constants.values()]);
  }

  #submit(blocks: readonly Block[], given: ReadonlyMap<string, WebgpuValue>, outputs: readonly Block[]): void {
    this.#device.submit((encoder) => {
      const pass = encoder.beginComputePass();
      for (const step of this.#steps) {
        pass.setPipeline(step.pipeline);
        pass.setBindGroup(0, this.#groupOf(step, blocks));
        pass.dispatchWorkgroups(...step.workgroups);
      }
      pass.end();
      for (const { from, output } of this.#copies) {
        const bytes = 4 * sizeOf(from.shape);
        if (bytes > 0)
          encoder.copyBufferToBuffer(this.#bufferOf(from, given, outputs), 0, outputs[output]!.buffer, 0, bytes);
      }
    });
  }

  #bufferOf(node: Node, given: ReadonlyMap<string, WebgpuValue>, outputs: readonly Block[]): GPUBuffer {
    if (node.op === "input") return given.get(node.attributes.name)!.block.buffer;
    const constant = this.#constants.get(node);
    if (constant) return constant.buffer;
    return outputs[this.#graph.outputs.findIndex((output) => rootOf(output.node) === node)]!.buffer;
  }

  #groupOf({ pipeline, blocks: numbers, groups }: Step, all: readonly Block[]): GPUBindGroup {
    const blocks = numbers.map((number) => all[number]!);
    const key = blocks.map(({ id }) => id).join(" ");
    const known = groups.get(key);
    if (known) return known;
    if (groups.size >= MOST_GROUPS) groups.clear();
    const group = this.#device.group(pipeline, blocks);
    groups.set(key, group);
    return group;
  }
}

interface Parts {
  readonly copies: Lowered["copies"];
  readonly slots: Slots;
  readonly constants: ReadonlyMap<Node, Block>;
  readonly steps: readonly Step[];
}
