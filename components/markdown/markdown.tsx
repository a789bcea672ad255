'use client'

import ReactMarkdown from 'react-markdown'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkGfm from 'remark-gfm'
import { toSafeUrl } from './url-policy'

/** Shows an answer's Markdown; `text` may grow while `isStreaming`. */
export function Markdown({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  return (
    <div className="md" data-streaming={isStreaming || undefined}>
      <ReactMarkdown
        remarkPlugins={[remarkGfm, remarkCjkFriendly]}
        urlTransform={(url) => toSafeUrl(url) ?? ''}
        components={{
          a: ({ href, children }) =>
            href ? (
              <a href={href} target="_blank" rel="noopener noreferrer">
                {children}
              </a>
            ) : (
              <span>{children}</span>
            ),
          img: ({ alt }) => <span>{alt}</span>,
        }}
      >
        {text}
      </ReactMarkdown>
    </div>
  )
}
