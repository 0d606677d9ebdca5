import { useSignal, useSignalEffect } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useCallback } from "preact/hooks";
import type { PageName } from "../address.js";
import { pages } from "../pages.js";
import { Button } from "../parts/button.js";
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
      if (address.value.page === page) loaded.value = { page, Page };
    } catch (error) {
      loaded.value = { error };
    }
  }, []);
  useSignalEffect(() => {
    const { page } = address.value;
    document.title = `${words.value.pages[page]} · GenLab`;
    const shown = loaded.peek();
    if (shown && "page" in shown && shown.page === page) return;
    loaded.value = null;
    void load(page);
  });
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("content")?.focus()}>
        {words.value.skip}
      </button>
      <Header />
      <main id="content" tabIndex={-1}>
        <Content loaded={loaded.value} retry={() => void load(address.value.page)} />
      </main>
    </>
  );
}

function Content({ loaded, retry }: { readonly loaded: Loaded | null; readonly retry: () => void }) {
  if (!loaded) return <p class="notice">{words.value.loading}</p>;
  if ("Page" in loaded) return <loaded.Page />;
  const reason = loaded.error instanceof Error ? loaded.error.message : `${loaded.error}`;
  return (
    <div class="notice" role="alert">
      <p>{words.value.failed(reason)}</p>
      <Button onClick={retry}>{words.value.retry}</Button>
    </div>
  );
}
