/** Imports a package that may not be installed: by a variable, so that neither tsc nor a bundler looks for it. */
export const optional = (name: string): Promise<unknown> => import(name);
