import { NextResponse } from 'next/server'
import type { NextRequest } from 'next/server'

/** Decorates pages with their content security policy; what may be seen is decided by the pages and routes themselves. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl
  const isWhole = canDecode(pathname)
  if (isWhole && pathname.startsWith('/api/')) return NextResponse.next()
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = isWhole
    ? NextResponse.next({ request: { headers } })
    : // Cut off in the middle of a character, or never whole. Next by itself answers with 500.
      NextResponse.rewrite(new URL('/unreadable-address', request.url), { request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

/**
 * Everything that is not a page stays out: API routes set their own headers, and bodies must not be buffered here. Only
 * their addresses with a percent sign come by, to which no body is sent, in case they cannot be read.
 */
export const config = {
  matcher: [
    '/((?!api/|_next/|icons/|pdfjs/|favicon|manifest|.*\\.(?:svg|png|ico|txt|webmanifest)$).*)',
    '/(api/.*%.*)',
  ],
}

/** Whether its percent signs stand for characters. */
function canDecode(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}

function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? ` 'unsafe-eval'` : ''}`,
    `style-src-elem 'self' ${isDevelopment ? `'unsafe-inline'` : `'nonce-${nonce}'`}`,
    // Mathematics and floating parts position themselves by style attributes.
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `worker-src 'self'`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `media-src 'self' blob:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}
