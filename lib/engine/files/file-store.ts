/**
 * The files that people have uploaded, in a folder of the engine's own that is removed with it. The oldest go when
 * there are too many; a restart forgets all of them, as the ids of temporary files do.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Passage } from '../documents/passage'
import { newSnowflake } from '../ids'
import { readStoredFile } from './read-stored-file'
import { wishOf } from './wishes'
import type { FileKind } from './file-kinds'
import type { PartSink } from './multipart'

export const maxStoredFiles = 400
export const maxStoredBytes = 4 * 1024 ** 3
export const maxFileBytes = 512 * 1024 ** 2
/** What a person sees of parsing even when it takes no time. */
const usualParsingMs = 1_200

/** What `file_stat` says of a file; 0 while it is parsed, 1 when it is ready (api-facts §3.3). */
export type ParseState = { code: number; message: string }

export type StoredFile = {
  /** 19 digits. */
  id: string
  /** Names the file in an address that nobody can guess. */
  token: string
  appId: string
  /** Of a file that was sent into a dialogue. */
  conversationId: string | null
  name: string
  kind: FileKind
  size: number
  path: string
  /** Null while it is parsed. */
  outcome: ParseState | null
  /** Of a document or a sheet that was parsed. */
  passages: Passage[]
  /** Not ready before; epoch ms. */
  readyAt: number
  /** What it is for; of the models' side, where files belong to no agent. */
  purpose: string | null
  /** Epoch ms. */
  createdAt: number
}

/** Bytes on disk that belong to nobody yet. */
export type ReceivedFile = { name: string; path: string; size: number }

export class FileStore {
  readonly #files = new Map<string, StoredFile>()
  readonly #pace: number
  #directory: string | null = null
  #queue: Promise<void> = Promise.resolve()
  #removeOnExit: (() => void) | null = null

  constructor(pace: number) {
    this.#pace = pace
  }

  /** Takes bytes as they come. @returns where they go, and what came when they have ended */
  async receive(
    name: string,
  ): Promise<{ sink: PartSink; received: ReceivedFile; drop: () => Promise<void> }> {
    const path = join(this.#open(), randomBytes(16).toString('hex'))
    const file = await open(path, 'wx')
    const received: ReceivedFile = { name, path, size: 0 }
    let isOpen = true
    const close = async () => {
      if (isOpen) await file.close()
      isOpen = false
    }
    return {
      received,
      sink: {
        write: async (piece) => {
          received.size += piece.length
          // What is too large is read to its end, so that the sender gets an answer, but not kept.
          if (received.size <= maxFileBytes) await file.write(piece)
        },
        end: close,
      },
      drop: async () => {
        await close()
        await rm(path, { force: true })
      },
    }
  }

  /** Keeps what was received and begins to parse it, one file after the other. */
  add(
    appId: string,
    received: ReceivedFile,
    kind: FileKind,
    {
      conversationId = null,
      purpose = null,
    }: { conversationId?: string | null; purpose?: string | null } = {},
  ): StoredFile {
    const now = Date.now()
    const wish = wishOf(received.name)
    const file: StoredFile = {
      id: newSnowflake(),
      token: randomBytes(20).toString('hex'),
      appId,
      conversationId,
      name: received.name,
      kind,
      size: received.size,
      path: received.path,
      outcome: null,
      passages: [],
      readyAt: now + (wish.parsingMs ?? usualParsingMs) / this.#pace,
      purpose,
      createdAt: now,
    }
    this.#files.set(file.id, file)
    this.#forgetOldest()
    if (!wish.isForever) this.#queue = this.#queue.then(() => this.#parse(file, wish.outcome))
    return file
  }

  find(id: string): StoredFile | null {
    return this.#files.get(id) ?? null
  }

  /** What was sent into a dialogue, oldest first. */
  listOfConversation(appId: string, conversationId: string): StoredFile[] {
    return [...this.#files.values()].filter(
      (file) => file.appId === appId && file.conversationId === conversationId,
    )
  }

  /** Oldest first. */
  listOfPurpose(purpose: string): StoredFile[] {
    return [...this.#files.values()].filter((file) => file.purpose === purpose)
  }

  async remove(file: StoredFile): Promise<void> {
    this.#files.delete(file.id)
    await rm(file.path, { force: true })
  }

  /** Resolves when everything that came so far is parsed, except what never will be. */
  parsed(): Promise<void> {
    return this.#queue
  }

  findByToken(token: string): StoredFile | null {
    return [...this.#files.values()].find((file) => file.token === token) ?? null
  }

  /** What file_stat says now. */
  stateOf(file: StoredFile): ParseState {
    const isReady = file.outcome !== null && Date.now() >= file.readyAt
    return isReady && file.outcome ? file.outcome : { code: 0, message: '解析中' }
  }

  close(): void {
    if (this.#removeOnExit) process.off('exit', this.#removeOnExit)
    this.#removeOnExit?.()
    this.#removeOnExit = null
    this.#directory = null
    this.#files.clear()
  }

  async #parse(file: StoredFile, wished: ParseState | null): Promise<void> {
    if (!this.#files.has(file.id)) return
    if (wished) {
      file.outcome = wished
      return
    }
    const { outcome, passages } = await readStoredFile(file)
    file.passages = passages
    file.outcome = outcome
  }

  #forgetOldest(): void {
    let bytes = 0
    for (const file of this.#files.values()) bytes += file.size
    for (const file of this.#files.values()) {
      if (this.#files.size <= maxStoredFiles && bytes <= maxStoredBytes) return
      this.#files.delete(file.id)
      bytes -= file.size
      void rm(file.path, { force: true })
    }
  }

  #open(): string {
    if (this.#directory !== null) return this.#directory
    sweep()
    mkdirSync(tmpdir(), { recursive: true })
    const directory = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`))
    const remove = () => rmSync(directory, { recursive: true, force: true })
    process.once('exit', remove)
    this.#removeOnExit = remove
    this.#directory = directory
    return directory
  }
}

const folderPrefix = 'moonlake-engine-'

/** Removes the folders of processes that were killed. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${folderPrefix}(\\d+)-`).exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
