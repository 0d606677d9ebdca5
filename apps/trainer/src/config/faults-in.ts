import { nearest } from "@genlab/zoo";
import * as z from "zod";
import type { PartialConfig } from "./run-config.js";

export interface FaultsInOptions {
  /** What the settings were checked by. */
  readonly schema: z.ZodObject;
  /** What the message calls their source. */
  readonly where: string;
}

/** What is wrong with settings, with each value, its place and what is expected. */
export function faultsIn(config: PartialConfig, { issues }: z.ZodError, { schema, where }: FaultsInOptions): string {
  const faults = issues.flatMap((issue) => describe(issue, config, schema));
  return [`${where}:`, ...faults].join(faults.length === 1 ? " " : "\n  ");
}

function describe(issue: z.core.$ZodIssue, config: PartialConfig, schema: z.ZodObject): string[] {
  const { path } = issue;
  const place = path.join(".");
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(path, config, schema);
    return issue.keys.map((key) => {
      const near = nearest(key, known);
      const guess = near === undefined ? "" : ` Did you mean "${near}"?`;
      return `There is no setting "${[...path, key].join(".")}".${guess} Known: ${known.join(", ")}.`;
    });
  }
  const value = path.reduce<unknown>((node, key) => (node as PartialConfig | undefined)?.[`${String(key)}`], config);
  const given = value === undefined ? "is missing" : `is ${JSON.stringify(value)}`;
  const near = issue.code === "invalid_value" || issue.code === "invalid_union" ? nearestValue(value, issue) : "";
  return [`"${place}" ${given}; expected ${expectation(issue)}.${near}`];
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? `a ${issue.expected}`;
    case "too_small":
      if (issue.origin === "string") return "a text that is not empty";
      if (issue.origin === "array") return `at least ${issue.minimum} values`;
      return `${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`;
    case "too_big":
      if (issue.origin === "array") return `at most ${issue.maximum} values`;
      return `${issue.inclusive ? "at most" : "less than"} ${issue.maximum}`;
    case "invalid_format":
      return issue.message;
    case "invalid_union":
      if (optionsOf(issue).length > 0) return oneOf(optionsOf(issue));
      return issue.errors.flatMap(([first]) => (first ? [expectation(first)] : [])).join(", or ");
    default:
      return oneOf(optionsOf(issue));
  }
}

const oneOf = (options: readonly string[]) => (options.length === 1 ? options[0]! : `one of ${options.join(", ")}`);

const TYPES: Readonly<Record<string, string>> = {
  int: "a whole number",
  string: "a text",
  boolean: "true or false",
  object: "an object, { … }",
  array: "a list, such as [28, 28, 1]",
  tuple: "two numbers, such as [0, 255]",
};

const optionsOf = (issue: z.core.$ZodIssue): string[] => {
  if (issue.code === "invalid_value") return issue.values.map(String);
  return issue.code === "invalid_union" && "options" in issue ? (issue.options ?? []).map(String) : [];
};

function nearestValue(value: unknown, issue: z.core.$ZodIssue): string {
  const near = typeof value === "string" ? nearest(value, optionsOf(issue)) : undefined;
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}

/** The keys that the schema knows at a path. */
function knownKeys(path: readonly PropertyKey[], config: PartialConfig, root: z.ZodObject): string[] {
  let value: unknown = config;
  let schema = schemaOf(root, value);
  for (const key of path) {
    value = (value as PartialConfig)[String(key)];
    const inner = schema instanceof z.ZodArray ? schema.element : (schema as z.ZodObject).shape[String(key)];
    schema = schemaOf(inner, value);
  }
  return Object.keys((schema as z.ZodObject).shape);
}

/** Of several that a value may be of, the one that it says. */
function schemaOf(given: unknown, value: unknown): unknown {
  const schema = given instanceof z.ZodExactOptional ? given.unwrap() : given;
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const { discriminator } = schema.def;
  const said = (value as PartialConfig)[discriminator];
  return schema.options.find((option) => z.safeParse((option as z.ZodObject).shape[discriminator]!, said).success);
}
