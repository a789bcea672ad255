import { useEffect, useSyncExternalStore } from 'react'
import { enqueue } from './work-queue'

/** A part that is fetched when it is first needed. On the server, and until it has come, it is null. */
export interface LazyModule<T> {
  get(): T | null
  /** Starts fetching unless it is under way; resolves, come or not. A failed fetch is tried again at the next call. */
  load(): Promise<void>
  subscribe(listener: () => void): () => void
}

/** Wraps a dynamic import. Those who wait for it are told one by one, so that its arrival is no long task. */
export function lazyModule<T>(fetchModule: () => Promise<T>): LazyModule<T> {
  const listeners = new Set<() => void>()
  let value: T | null = null
  let loading: Promise<void> | null = null
  return {
    get: () => value,
    load() {
      loading ??= fetchModule().then(
        (loaded) => {
          value = loaded
          for (const listener of listeners) enqueue(listener)
        },
        () => {
          loading = null
        },
      )
      return loading
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useLazyModule<T>(lazy: LazyModule<T>): T | null {
  useEffect(() => void lazy.load(), [lazy])
  return useSyncExternalStore(lazy.subscribe, lazy.get, isServer ? lazy.get : nothing)
}

const isServer = typeof window === 'undefined'
const nothing = () => null
