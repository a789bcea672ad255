/** The one store of uploads of this page: transfers go on while the person moves between conversations. */
import { createSendKey } from '@/components/chat/send-key'
import { ensureSession } from '@/components/chat/session'
import { getJson, sendRequest } from '@/lib/http/get-json'
import { uploadListSchema } from '@/lib/uploads/schema'
import { checkFile } from './check-file'
import { putFile } from './put-file'
import { createUploads } from './uploads-store'

/** Ids asked for in one address. */
const listSize = 50

/** Written by events and effects only, so that a server that renders shares nothing through it. */
export const browserUploads = createUploads({
  newId: createSendKey,
  check: checkFile,
  put: async (request, onProgress, signal) => {
    await ensureSession()
    return putFile(request, onProgress, signal)
  },
  list: async (ids, isAgain) => {
    const pages = []
    for (let from = 0; from < ids.length; from += listSize) {
      const query = new URLSearchParams({ ids: ids.slice(from, from + listSize).join(',') })
      if (isAgain) query.set('again', '1')
      pages.push(getJson(`/api/uploads?${query}`, uploadListSchema))
    }
    return (await Promise.all(pages)).flatMap(({ uploads }) => uploads)
  },
  remove: async (id) => {
    await sendRequest('DELETE', `/api/uploads/${encodeURIComponent(id)}`)
  },
  openThumbnail: (file, kind) => (kind === 'image' ? URL.createObjectURL(file) : null),
  closeThumbnail: (url) => URL.revokeObjectURL(url),
  after: (milliseconds, callback) => setTimeout(callback, milliseconds),
})
