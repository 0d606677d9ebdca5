import { ifAllowed } from "../shell/if-allowed.js";

const KEY = "genlab/run";

/** The run that this tab had when the page was left. */
export const leftInThisTab = (): string | null => ifAllowed(() => sessionStorage.getItem(KEY)) ?? null;

export const leaveInThisTab = (id: string): void => ifAllowed(() => sessionStorage.setItem(KEY, id));
