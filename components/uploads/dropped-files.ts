/** More than anybody wants to attach; a whole disk must not hold the page up. */
const maxFound = 200
const maxDepth = 8

/** The files of a drop, those of folders too; call it while the event is being handled. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = Array.from(transfer.items, (item) =>
    item.kind === 'file' ? item.webkitGetAsEntry() : null,
  )
  // Taken now: both are emptied when the event is over.
  const files = Array.from(transfer.files)
  if (!entries.some((entry) => entry?.isDirectory)) return files
  const found: File[] = []
  for (const entry of entries) if (entry) await collect(entry, found, 0)
  return found
}

/** Of a paste; what a word processor or a sheet puts beside its text is a picture of it that nobody meant. */
export function pastedFiles(transfer: DataTransfer | null): File[] {
  if (!transfer || (transfer.types.includes('text/plain') && transfer.types.includes('text/html'))) return []
  return Array.from(transfer.files)
}

async function collect(entry: FileSystemEntry, found: File[], depth: number): Promise<void> {
  if (found.length >= maxFound || entry.name.startsWith('.')) return
  if (isFile(entry)) {
    const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)))
    if (file) found.push(file)
    return
  }
  if (!isFolder(entry) || depth >= maxDepth) return
  const reader = entry.createReader()
  for (;;) {
    // A folder is handed out in pieces until an empty one.
    const piece = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    )
    if (piece.length === 0 || found.length >= maxFound) return
    for (const inner of piece) await collect(inner, found, depth + 1)
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}
