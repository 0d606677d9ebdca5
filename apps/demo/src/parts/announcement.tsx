import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

interface AnnouncementProps {
  /** Whether something goes on that there is news of. */
  readonly isActive: boolean;
  readonly tell: () => string;
}

const MILLISECONDS_BETWEEN_WORDS = 6000;
/** What has just ended may have a last result. */
const MILLISECONDS_TO_SETTLE = 500;

/** How things go, for those who hear the page: now and then, and when they rest. */
export function Announcement({ isActive, tell }: AnnouncementProps) {
  const text = useSignal("");
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    const say = () => {
      text.value = latest.current();
    };
    const timer = isActive ? setInterval(say, MILLISECONDS_BETWEEN_WORDS) : setTimeout(say, MILLISECONDS_TO_SETTLE);
    return () => clearInterval(timer);
  }, [isActive]);
  return (
    <p class="unseen" aria-live="polite">
      {text}
    </p>
  );
}
