import { useSignal } from "@preact/signals";
import { Button } from "../../parts/button.js";
import { words } from "../words.js";

const MILLISECONDS_OF_A_WORD = 2000;

interface CopyButtonProps {
  readonly children: string;
  /** What is copied when it is pressed. */
  readonly textNow: () => string;
  /** What it is. Default: the content says it. */
  readonly hint?: string;
}

/** Copies a text; where the browser does not let it, it is there to be copied by hand. */
export function CopyButton({ children, textNow, hint }: CopyButtonProps) {
  const isCopied = useSignal(false);
  const refused = useSignal<string | null>(null);
  const { copied, copyByHand } = words.value;
  const copy = async () => {
    const text = textNow();
    try {
      await navigator.clipboard.writeText(text);
      refused.value = null;
      isCopied.value = true;
      setTimeout(() => {
        isCopied.value = false;
      }, MILLISECONDS_OF_A_WORD);
    } catch {
      refused.value = text; // not over plain HTTP, or not allowed
    }
  };
  return (
    <>
      <span {...(hint !== undefined && { title: hint })}>
        <Button onClick={() => void copy()}>{isCopied.value ? copied : children}</Button>
      </span>
      {refused.value !== null && (
        <label class="by-hand">
          {copyByHand}
          <input readOnly value={refused.value} onFocus={({ currentTarget }) => currentTarget.select()} />
        </label>
      )}
    </>
  );
}
