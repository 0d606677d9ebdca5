import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Button } from "./button.js";
import { messageOf } from "./message-of.js";

interface TaskButtonProps {
  readonly task: () => Promise<void>;
  readonly children: ComponentChildren;
}

/** A button for what takes its time and may fail: it rests meanwhile, and says why it failed. */
export function TaskButton({ task, children }: TaskButtonProps) {
  const isBusy = useSignal(false);
  const fault = useSignal("");
  const start = async () => {
    isBusy.value = true;
    fault.value = "";
    try {
      await task();
    } catch (error) {
      fault.value = messageOf(error);
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <>
      <Button disabled={isBusy.value} onClick={() => void start()}>
        {children}
      </Button>
      {fault.value && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}
