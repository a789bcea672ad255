import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { AppShell } from '@/components/shell/app-shell'
import { sidebarCookie } from '@/components/shell/sidebar-cookie'
import { canEnter, findUser } from '@/lib/auth/session'
import { hasBatches } from '@/lib/batches/queries'
import { minLanes } from '@/lib/comparisons/schema'
import { listConversations } from '@/lib/conversations/queries'
import { listTargets } from '@/lib/targets/queries'
import type { Family, TargetCard } from '@/lib/targets/schema'

const noConversations = { conversations: [], nextCursor: null }

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const user = await findUser()
  // The page sends such a visitor to the sign-in page: only it knows the way back.
  if (!canEnter(user)) return children

  const [cards, conversations, isBatching, cookieStore] = await Promise.all([
    listTargets(),
    user ? listConversations(user.id) : noConversations,
    user ? hasBatches(user.id) : false,
    cookies(),
  ])
  return (
    <AppShell
      user={user && { id: user.id, name: user.name, isGuest: user.isGuest, email: user.email }}
      conversations={conversations}
      agents={cards
        .filter(({ target }) => target.family === 'agent')
        .map(({ target, name, icon }) => ({ target, name, icon }))}
      places={{
        models: hasAny(cards, ['model', 'on-premises', 'compatible']),
        assistants: hasAny(cards, ['assistant']),
        compare: cards.length >= minLanes,
        batches: isBatching,
      }}
      isSidebarOpen={cookieStore.get(sidebarCookie)?.value !== 'closed'}
    >
      {children}
    </AppShell>
  )
}

function hasAny(cards: TargetCard[], families: Family[]): boolean {
  return cards.some(({ target }) => families.includes(target.family))
}
