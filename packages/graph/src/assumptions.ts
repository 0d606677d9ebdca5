import { childrenOf, type Module, namedVariables } from "@genlab/core";
import { Variable } from "@tensorflow/tfjs-core";

/**
 * What a trace of a program took for constant: the settings in its state, which functions and parts stand there, and which variables are
 * trained. Where they do not hold any more, an eager step would see the change, and a traced program is to be traced again.
 */
export class Assumptions {
  readonly #fields: readonly (readonly [node: object, key: string, value: unknown])[];

  constructor(state: Module) {
    const fields: [object, string, unknown][] = [...namedVariables(state).values()].map((variable) => [
      variable,
      "trainable",
      variable.trainable,
    ]);
    const seen = new Set<unknown>();
    const visit = (node: unknown) => {
      if (typeof node !== "object" || node === null || node instanceof Variable || seen.has(node)) return;
      seen.add(node);
      for (const [key, child] of childrenOf(node)) {
        fields.push([node, key, child]);
        visit(child);
      }
    };
    visit(state);
    this.#fields = fields;
  }

  hold(): boolean {
    return this.#fields.every(([node, key, value]) => Object.is(Reflect.get(node, key), value));
  }
}
