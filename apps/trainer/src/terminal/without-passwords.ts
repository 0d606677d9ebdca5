/** Text that may be printed, and so end in a log: addresses of Redis in it are without their passwords. */
export const withoutPasswords = (text: string): string => text.replace(/rediss?:\/\/\S+/gi, shown);

/** By hand: a password with a slash is none of a URL's, and is to be hidden all the same. What comes behind "?" may have another. */
const shown = (address: string) => address.replace(/^(rediss?:\/\/[^:@/?#]*:).*@/i, "$1***@").replace(/\?[^@]*$/, "");
