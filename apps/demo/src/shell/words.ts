import { shell as en } from "../words/en/shell.js";
import { inLanguage } from "../words/in-language.js";
import { shell as zh } from "../words/zh/shell.js";

export const words = inLanguage({ en, zh });
