/** @type {import('next').NextConfig} */
const nextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  turbopack: {
    // Sentences reach the browser compiled (lib/i18n/messages.ts): what puts them together is a tenth of what reads them.
    resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' },
  },
  serverExternalPackages: ['@napi-rs/canvas', 'better-sqlite3', 'pg', 'pdfjs-dist', 'better-auth'],
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'x-content-type-options', value: 'nosniff' },
        { key: 'referrer-policy', value: 'no-referrer' },
        { key: 'permissions-policy', value: 'camera=(), geolocation=(), payment=()' },
        ...(process.env.APP_URL?.startsWith('https:')
          ? [{ key: 'strict-transport-security', value: 'max-age=31536000' }]
          : []),
      ],
    },
    {
      // The worker of the PDF viewer lives under its own policy, which lets it compile its decoders and nothing else.
      source: '/pdfjs/:path*',
      headers: [
        {
          key: 'content-security-policy',
          value: `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'`,
        },
        { key: 'cache-control', value: 'public, max-age=31536000, immutable' },
      ],
    },
  ],
}

export default nextConfig
