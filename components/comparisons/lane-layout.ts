/** Lanes stand side by side where each has room for a line of text; below that one at a time, with tabs. Pure. */
import type { Comparison } from '@/lib/comparisons/schema'

export function laneClass({ lanes }: Pick<Comparison, 'lanes'>): string {
  return lanes.length > 2
    ? '@[54rem]:w-0 @[54rem]:shrink @[54rem]:grow @[54rem]:[&+&]:border-l'
    : '@[40rem]:w-0 @[40rem]:shrink @[40rem]:grow @[40rem]:[&+&]:border-l'
}

export function tabsClass(count: number): string {
  return count > 2 ? '@[54rem]:hidden' : '@[40rem]:hidden'
}
