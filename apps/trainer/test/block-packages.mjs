// for `node --import`: the packages that BLOCKED_PACKAGES names are as good as not installed
import Module, { register } from "node:module";

const names = process.env.BLOCKED_PACKAGES.split(",");
const isBlocked = (specifier) => names.some((name) => specifier === name || specifier.startsWith(`${name}/`));
const missing = (specifier, code) => Object.assign(new Error(`Cannot find ${specifier}`), { code });

const resolve = Module._resolveFilename;
Module._resolveFilename = (specifier, ...rest) => {
  if (isBlocked(specifier)) throw missing(specifier, "MODULE_NOT_FOUND");
  return resolve(specifier, ...rest);
};

register(
  `data:text/javascript,${encodeURIComponent(`
    const names = ${JSON.stringify(names)};
    const isBlocked = ${isBlocked};
    const missing = ${missing};
    export async function resolve(specifier, context, next) {
      if (isBlocked(specifier)) throw missing(specifier, "ERR_MODULE_NOT_FOUND");
      return next(specifier, context);
    }`)}`,
);
