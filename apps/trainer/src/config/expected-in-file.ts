import { type Setting, textOf } from "@genlab/core";

/** What a setting must be in a configuration file, where there are no functions: `One of "relu", "leaky-relu".` */
export function expectedInFile({ kind, expected, accepts }: Setting): string {
  const [plain = ""] = expected.split(", or a schedule");
  const text =
    kind.type === "rate"
      ? `${plain}, or a schedule such as { "type": "linear", "from": 0, "to": 1, "steps": 500 }`
      : kind.type === "words"
        ? `one of ${[...kind.words, ...(accepts(true) ? [true, false] : [])].map(textOf).join(", ")}`
        : kind.type === "other" && accepts("auto")
          ? '"auto"; in code also a function'
          : expected;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
