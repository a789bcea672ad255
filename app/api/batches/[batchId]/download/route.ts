import { downloadBatch, downloadFormats } from '@/lib/batches/download'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { getRoute } from '@/lib/http/route'
import { contentDisposition } from '@/lib/http/serve-file'
import { acceptedLocale, isLocale } from '@/lib/i18n/locale'

/** `?format=csv|xlsx[&language=en|zh]` */
export const GET = getRoute(async ({ request, user, params }) => {
  const { protocol, host, searchParams } = new URL(request.url)
  const format = downloadFormats.find((one) => one === searchParams.get('format'))
  if (!format) throw new AppError('invalid_request')
  const language = searchParams.get('language')
  const { name, mediaType, body } = await downloadBatch(user.id, params['batchId'] ?? '', {
    format,
    locale: isLocale(language) ? language : acceptedLocale(request.headers.get('accept-language')),
    origin: env().APP_URL ?? `${protocol}//${request.headers.get('host') ?? host}`,
  })
  return new Response(body, {
    headers: {
      'content-type': mediaType,
      'content-disposition': contentDisposition('attachment', name),
      // no-transform: the stream leaves as it is made.
      'cache-control': 'private, no-store, no-transform',
      'x-content-type-options': 'nosniff',
    },
  })
})
