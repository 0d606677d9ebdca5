import { render } from "preact";
import "./shell/theme.css";
import "./shell/shell.css";
import "./parts/parts.css";
import { App } from "./shell/app.js";
import { keepForOffline } from "./shell/keep-for-offline.js";

render(<App />, document.getElementById("app")!);
void keepForOffline();
