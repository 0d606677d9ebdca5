export { digits } from "@genlab/data";
