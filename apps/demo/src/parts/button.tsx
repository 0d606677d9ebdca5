import type { ComponentChildren } from "preact";

interface ButtonProps {
  readonly onClick: () => void;
  readonly children: ComponentChildren;
  /** What it does, where the content is a picture. Default: the content. */
  readonly label?: string;
  /** The one that a page is about. Default false. */
  readonly primary?: boolean;
  /** Whether it is on, for a button that stays down. Default: it does not. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
}

export function Button({ onClick, children, label, primary = false, pressed, disabled = false }: ButtonProps) {
  return (
    <button
      type="button"
      class={primary ? "button primary" : "button"}
      onClick={onClick}
      disabled={disabled}
      {...(label !== undefined && { "aria-label": label, title: label })}
      {...(pressed !== undefined && { "aria-pressed": pressed })}
    >
      {children}
    </button>
  );
}
