import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { AppShell } from '@/components/shell/app-shell'
import { sidebarCookie } from '@/components/shell/sidebar-cookie'
import { listAgents } from '@/lib/agents/queries'
import { canEnter, findUser } from '@/lib/auth/session'
import { hasBatches } from '@/lib/batches/queries'
import { listConversations } from '@/lib/conversations/queries'

const noConversations = { conversations: [], nextCursor: null }

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const user = await findUser()
  // The page sends such a visitor to the sign-in page: only it knows the way back.
  if (!canEnter(user)) return children

  const [agents, conversations, isBatching, cookieStore] = await Promise.all([
    listAgents(),
    user ? listConversations(user.id) : noConversations,
    user ? hasBatches(user.id) : false,
    cookies(),
  ])
  return (
    <AppShell
      user={user && { id: user.id, name: user.name, isGuest: user.isGuest, email: user.email }}
      conversations={conversations}
      agents={agents}
      hasBatches={isBatching}
      isSidebarOpen={cookieStore.get(sidebarCookie)?.value !== 'closed'}
    >
      {children}
    </AppShell>
  )
}
