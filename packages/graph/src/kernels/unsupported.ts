/** Thrown by a kernel that cannot be traced with the attributes it has. */
export class UnsupportedAttributes extends Error {}
