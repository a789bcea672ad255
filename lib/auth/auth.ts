import 'server-only'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { admin, anonymous } from 'better-auth/plugins'
import { storage } from '@/lib/db/client'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { processState } from '@/lib/process-state'
import { adoptGuestHistory } from './adopt-guest-history'
import { authSecret } from './secret'

function authOptions() {
  const { APP_URL, PORT } = env()
  const { db, type } = storage()
  return {
    appName: 'Moonlake',
    baseURL: APP_URL ?? `http://localhost:${PORT}`,
    secret: authSecret(env()),
    database: { db, type },
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    session: { expiresIn: 60 * 60 * 24 * 90, updateAge: 60 * 60 * 24 },
    advanced: {
      cookiePrefix: 'moonlake',
      useSecureCookies: APP_URL?.startsWith('https:') ?? false,
      database: { generateId: newId },
    },
    logger: { level: 'error' as const },
    plugins: [
      anonymous({
        emailDomainName: 'guest.invalid',
        generateName: () => 'Guest',
        onLinkAccount: ({ anonymousUser, newUser }) =>
          adoptGuestHistory(anonymousUser.user.id, newUser.user.id),
      }),
      admin(),
    ],
  }
}

/** Makes and updates better-auth's own tables. Run before the first use of `auth()`. */
export async function migrateAuth(): Promise<void> {
  const { runMigrations } = await getMigrations(authOptions())
  await runMigrations()
}

export const auth = processState('auth', () => betterAuth(authOptions()))
