import { useSignal, useSignalEffect } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useCallback } from "preact/hooks";
import type { PageName } from "../address.js";
import { DropPlace } from "../given/drop-place.js";
import { pages } from "../pages.js";
import { Button } from "../parts/button.js";
import { messageOf } from "../parts/message-of.js";
import { Header } from "./header.js";
import { address } from "./location.js";
import { words } from "./words.js";

type Loaded = { readonly page: PageName; readonly Page: FunctionComponent } | { readonly error: unknown };

/** The header, and the page that the address names. */
export function App() {
  const loaded = useSignal<Loaded | null>(null);
  const load = useCallback(async (page: PageName) => {
    try {
      const { Page } = await pages[page]();
      if (address.peek().page === page) loaded.value = { page, Page };
    } catch (error) {
      if (address.peek().page === page) loaded.value = { error };
    }
  }, []);
  useSignalEffect(() => {
    const { page } = address.value;
    document.title = `${words.value.pages[page]} · GenLab`;
    const shown = loaded.peek();
    if (shown && "page" in shown && shown.page === page) return;
    if (shown) focusContent(); // who hears the page hears its title, and goes on below the header
    loaded.value = null;
    void load(page);
  });
  return (
    <>
      <button type="button" class="skip" onClick={focusContent}>
        {words.value.skip}
      </button>
      <Header />
      <DropPlace />
      <main id="content" tabIndex={-1}>
        <Content loaded={loaded.value} retry={() => void load(address.value.page)} />
      </main>
    </>
  );
}

const focusContent = () => document.getElementById("content")?.focus();

function Content({ loaded, retry }: { readonly loaded: Loaded | null; readonly retry: () => void }) {
  if (!loaded) return <p class="notice">{words.value.loading}</p>;
  if ("Page" in loaded) return <loaded.Page />;
  return (
    <div class="notice" role="alert">
      <p>{words.value.failed(messageOf(loaded.error))}</p>
      <Button onClick={retry}>{words.value.retry}</Button>
    </div>
  );
}
