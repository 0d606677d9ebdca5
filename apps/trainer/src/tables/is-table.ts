/** Whether a file's name says that it is a table. */
export const isTable = (path: string): boolean => /\.(csv|tsv|tab)$/i.test(path);

/** How names of tables end. */
export const TABLE_FILES = ".csv or .tsv";
