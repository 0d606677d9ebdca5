export function faultsOfLinks(
  folder: string,
  options: { readonly base?: string; readonly except: readonly string[] },
): readonly string[];
