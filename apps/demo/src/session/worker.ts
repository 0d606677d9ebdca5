import { expose } from "comlink";
import { SessionHost } from "./host.js";

expose(new SessionHost());
