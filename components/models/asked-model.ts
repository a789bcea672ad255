/** The model that an address of `/models` names. Pure. */
import { targetSchema } from '@/lib/targets/schema'
import type { Target } from '@/lib/targets/schema'

/** Null when it names none, or what cannot be one. */
export function askedModel(params: { get: (name: string) => string | null }): Target | null {
  const id = params.get('model')
  const from = params.get('from') ?? 'model'
  if (id === null || (from !== 'model' && from !== 'on-premises' && from !== 'compatible')) return null
  const target = targetSchema.safeParse({ family: from, id: id.trim() })
  return target.success ? target.data : null
}
