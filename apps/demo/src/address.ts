/** Pages of the demo, in the order of the header. */
export const pageNames = ["playground", "digits", "models", "lessons"] as const;

export type PageName = (typeof pageNames)[number];

/** What the hash of the URL says: `#/playground?seed=1&models=gan,vae`. */
export interface Address {
  readonly page: PageName;
  readonly parameters: Parameters;
}

/** A page's state as text. What is left out has its initial value. */
export type Parameters = Readonly<Record<string, string>>;

/** Reads a hash. An unknown page is the first one. */
export function readAddress(hash: string): Address {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split(/\?(.*)/s);
  const page = pageNames.find((name) => name === path) ?? pageNames[0];
  return { page, parameters: Object.fromEntries(new URLSearchParams(query)) };
}

/** The hash of an address: the inverse of `readAddress`. */
export function writeAddress({ page, parameters }: Address): string {
  const query = Object.entries(parameters)
    .map(([name, value]) => `${legible(name)}=${legible(value)}`)
    .join("&");
  return `#/${page}${query && `?${query}`}`;
}

/** Escaped, but for what a hash may hold as it is: people read and edit these links. */
const legible = (text: string) =>
  encodeURIComponent(text).replace(/%(2C|3A|2F|40)/g, (escaped) => decodeURIComponent(escaped));
