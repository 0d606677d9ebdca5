import type { ComponentChildren } from "preact";
import { Formula } from "./formula.js";
import type { Block } from "./lesson-text.js";

/** Paragraphs and formulas. */
export function Prose({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <div class="prose">
      {blocks.map((block) =>
        typeof block === "string" ? (
          <p key={block}>{inline(block)}</p>
        ) : (
          <p key={block.formula} class="display">
            <Formula text={block.formula} />
          </p>
        ),
      )}
    </div>
  );
}

const MARKS = /`([^`]+)`|\*([^*]+)\*|\[([^\]]+)\]\(([^)]+)\)|([^`*[]+)/g;

/** Text with `formulas`, *stress* and [links](address). */
export function inline(text: string): ComponentChildren {
  return [...text.matchAll(MARKS)].map(([, formula, stressed, label, address, plain], i) => {
    if (formula !== undefined) return <Formula key={i} text={formula} />;
    if (stressed !== undefined) return <em key={i}>{stressed}</em>;
    if (label !== undefined && address !== undefined) {
      return (
        <a key={i} href={address}>
          {label}
        </a>
      );
    }
    return plain;
  });
}
