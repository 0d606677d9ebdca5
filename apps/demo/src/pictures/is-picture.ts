/** Whether a browser can draw the file. */
export const isPicture = ({ name, type }: Pick<File, "name" | "type">): boolean =>
  type.startsWith("image/") || /\.(png|jpe?g|gif|webp|bmp|avif)$/i.test(name);
