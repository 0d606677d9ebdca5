import type { Runtime } from "@genlab/graph";
import type { KernelCase } from "../kernel-cases/kernel-case.js";

export interface RuntimeSpecification<Value extends object> {
  /** Makes one, which the suite disposes of. */
  readonly create: () => Promise<Runtime<Value>>;
  /** How far an entry or a term may be from the eager one, relative to it, or to 1 where it is less. Default 1e-4. */
  readonly tolerance?: number;
  /** How far variables may be after the steps, relative to the largest entry. Default 1e-4. */
  readonly variableTolerance?: number;
  /** Steps of each recipe. Default 10. */
  readonly steps?: number;
  /** Cases of operations. Default: all of them. */
  readonly cases?: readonly KernelCase[];
  /** Models of the zoo that are trained, by name; with none, nothing is trained. Default: all that the suite has. */
  readonly models?: readonly string[];
}
