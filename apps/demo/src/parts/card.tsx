import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface CardProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** At the right of the title. Default: nothing. */
  readonly aside?: ComponentChildren;
}

/** A part of a page, with its heading. */
export function Card({ title, children, aside }: CardProps) {
  const id = useId();
  return (
    <section class="card" aria-labelledby={id}>
      <div class="card-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
