import type { Graph, Runtime, Values } from "@genlab/graph";

/** What a graph computes of entries by the names of its inputs. Leaves nothing on the runtime. */
export async function runOnce<Value extends object>(
  runtime: Runtime<Value>,
  graph: Graph,
  given: ReadonlyMap<string, Values>,
): Promise<Map<string, Values>> {
  const executable = await runtime.compile(graph);
  const inputs = new Map(
    graph.nodes.flatMap((node) => {
      if (node.op !== "input" || !executable.inputs.includes(node.attributes.name)) return [];
      const { name } = node.attributes;
      return [[name, runtime.put(given.get(name)!, node)] as const];
    }),
  );
  try {
    const results = await executable.run(inputs, new Map());
    const read = new Map<string, Values>();
    for (const [name, value] of results) {
      read.set(name, (await runtime.read(value)).slice());
      runtime.free(value);
    }
    return read;
  } finally {
    for (const value of inputs.values()) runtime.free(value);
    await executable.dispose();
  }
}
