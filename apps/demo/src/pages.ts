import type { FunctionComponent } from "preact";
import type { PageName } from "./address.js";

/** What the file of a page exports. */
export interface PageModule {
  readonly Page: FunctionComponent;
}

/** How each page is loaded: a chunk of its own. */
export const pages: Readonly<Record<PageName, () => Promise<PageModule>>> = {
  playground: () => import("./playground/page.js"),
  digits: () => import("./digits/page.js"),
  models: () => import("./models/page.js"),
  lessons: () => import("./lessons/page.js"),
};
