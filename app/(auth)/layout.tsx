import type { ReactNode } from 'react'
import { Mark } from '@/components/shell/mark'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-narrow flex-col justify-center px-6 py-10">
      <Mark className="mb-8 size-10 text-accent" />
      {children}
    </main>
  )
}
