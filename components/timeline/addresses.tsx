'use client'

import { useTranslations } from 'use-intl'
import { toSafeUrl } from '@/components/markdown/url-policy'

/** What `lib/media` made of upstream's address. */
const ownCopy = /^\/api\/media\/[\w-]+$/

/** Where pictures are as the tool said it, or where our copies of them are. */
export function Addresses({ addresses }: { addresses: string[] }) {
  const t = useTranslations('timeline')
  return (
    <ol className="grid gap-1.5">
      {addresses.map((address, index) => {
        const url = ownCopy.test(address) ? address : toSafeUrl(address)
        const isLink = url !== null && !url.startsWith('mailto:')
        return (
          // oxlint-disable-next-line react/no-array-index-key -- addresses may repeat and never move
          <li key={index} className="min-w-0 font-mono text-xs break-all">
            {isLink ? (
              <a
                href={url}
                target="_blank"
                rel="noopener noreferrer"
                className="focus-ring rounded-small text-accent underline-offset-2 hover:underline"
              >
                {address}
              </a>
            ) : (
              <span className="text-muted">
                {address.startsWith('data:')
                  ? t('insideAnswer', { type: /^data:([^;,]*)/.exec(address)?.[1] ?? '' })
                  : address}
              </span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
