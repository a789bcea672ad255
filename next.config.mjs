/** @type {import('next').NextConfig} */
const nextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  typedRoutes: false,
  serverExternalPackages: ['better-sqlite3', 'pg', 'pdfjs-dist', 'better-auth'],
}

export default nextConfig
