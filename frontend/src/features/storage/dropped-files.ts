/** Files of a drop with their paths, folders walked through. */
export async function droppedFiles(items: DataTransferItemList): Promise<{ file: File; path: string }[]> {
  // Entries must be taken at once; the list is empty after the event.
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return (await Promise.all(entries.map((entry) => walk(entry, "")))).flat();
}

async function walk(entry: FileSystemEntry, prefix: string): Promise<{ file: File; path: string }[]> {
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ file, path: prefix + entry.name }];
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return [];
  const children = await childrenOf(entry.createReader());
  return (await Promise.all(children.map((child) => walk(child, `${prefix}${entry.name}/`)))).flat();
}

/** A reader gives at most a hundred entries at a time. */
async function childrenOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const found = await new Promise<FileSystemEntry[]>((resolve, reject) =>
    reader.readEntries(resolve, reject),
  );
  return found.length === 0 ? [] : [...found, ...(await childrenOf(reader))];
}
