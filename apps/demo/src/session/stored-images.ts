export { openStoredImages } from "@genlab/data/browser";
