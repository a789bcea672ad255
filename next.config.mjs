/** @type {import('next').NextConfig} */
const nextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  serverExternalPackages: ['better-sqlite3', 'pg', 'pdfjs-dist', 'better-auth'],
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
  ],
}

export default nextConfig
