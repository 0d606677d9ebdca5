import { expose } from "comlink";
import { ImageStoreHost } from "./image-store-host.js";

expose(new ImageStoreHost());
