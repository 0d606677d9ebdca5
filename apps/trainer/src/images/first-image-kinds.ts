/** How the names of images end that runs from before there were more read: those alone. */
export const firstImageKinds: readonly string[] = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff", ".avif"];
