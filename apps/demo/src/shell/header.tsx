import { pageNames, writeAddress } from "../address.js";
import { type EngineChoice, engineNames } from "../engines/engine-names.js";
import { Choice } from "../parts/choice.js";
import { address, engineChoice, linkBackTo, linkTo, setEngine } from "./location.js";
import { language, languages, theme, themes } from "./preferences.js";
import { words } from "./words.js";

const engineChoices: readonly EngineChoice[] = ["auto", ...engineNames];

/** The name, the pages, and what holds on all of them. */
export function Header() {
  const { pages, navigation, ...labels } = words.value;
  return (
    <header class="header">
      <a class="brand" href={linkTo("playground")}>
        <span class="brand-mark" aria-hidden="true" />
        GenLab
      </a>
      <nav aria-label={navigation}>
        {pageNames.map((page) => (
          <a
            key={page}
            {...(address.value.page === page
              ? { href: writeAddress(address.value), "aria-current": "page" as const } // what is set stays
              : { href: linkBackTo(page) })}
          >
            {pages[page]}
          </a>
        ))}
      </nav>
      <div class="preferences">
        <Choice
          label={labels.engine}
          values={engineChoices}
          names={labels.engines}
          value={engineChoice.value}
          onChange={setEngine}
        />
        <Choice
          label={labels.language}
          values={languages}
          names={labels.languages}
          value={language.value}
          onChange={(value) => {
            language.value = value;
          }}
        />
        <Choice
          label={labels.theme}
          values={themes}
          names={labels.themes}
          value={theme.value}
          onChange={(value) => {
            theme.value = value;
          }}
        />
      </div>
    </header>
  );
}
