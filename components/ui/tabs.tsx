'use client'

import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

type TabsProps = { value: string; onChange: (value: string) => void; children: ReactNode }

export function Tabs({ value, onChange, children }: TabsProps) {
  return (
    <Base.Root value={value} onValueChange={onChange}>
      {children}
    </Base.Root>
  )
}

export function TabList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.List aria-label={label} className="relative flex gap-4 border-b border-line">
      {children}
      <Base.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) bg-accent transition-[translate,width]" />
    </Base.List>
  )
}

export function Tab({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Base.Tab
      value={value}
      className="focus-ring-inset h-10 rounded-small text-ui text-muted transition-colors hover:text-ink data-active:text-ink"
    >
      {children}
    </Base.Tab>
  )
}

export function TabPanel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Base.Panel value={value} className="focus-ring py-4">
      {children}
    </Base.Panel>
  )
}
