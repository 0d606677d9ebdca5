import { describe } from "vitest";
import { itComputesOperations } from "./it-computes-operations.js";
import { itKeepsValues } from "./it-keeps-values.js";
import { itLetsGo } from "./it-lets-go.js";
import { itTrainsModels } from "./it-trains-models.js";
import type { RuntimeSpecification } from "./runtime-specification.js";

/** What every runtime promises. One call is the bulk of a runtime's test file; expected numbers are those of tfjs, eager on its cpu backend. */
export function itIsARuntime<Value extends object>(specification: RuntimeSpecification<Value>): void {
  describe("is a runtime", () => {
    itKeepsValues(specification);
    itLetsGo(specification);
    itComputesOperations(specification);
    if (specification.models?.length !== 0) itTrainsModels(specification);
  });
}
