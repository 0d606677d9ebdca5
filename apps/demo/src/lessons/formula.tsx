import type { ComponentChildren } from "preact";

interface FormulaProps {
  /** `log D(x_i)`: one letter is a variable, several are a word; `_` and `^` set the next sign, or what is in braces, lower or higher. */
  readonly text: string;
}

/** A formula in a line of text. */
export function Formula({ text }: FormulaProps) {
  return <span class="formula">{parts(text)}</span>;
}

const TOKENS = /([_^])(?:\{([^}]*)\}|(.))|(\p{L}+)|([^_^\p{L}]+)/gu;

function parts(text: string): ComponentChildren {
  return [...text.matchAll(TOKENS)].map(([, shift, group, sign, word, other], i) => {
    if (shift) {
      const inner = parts(group ?? sign ?? "");
      return shift === "_" ? <sub key={i}>{inner}</sub> : <sup key={i}>{inner}</sup>;
    }
    if (word !== undefined) return [...word].length === 1 ? <i key={i}>{word}</i> : word;
    return other;
  });
}
