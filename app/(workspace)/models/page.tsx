import type { Metadata } from 'next'
import { askedModel } from '@/components/models/asked-model'
import { isModel } from '@/components/models/model-options'
import { ModelStart } from '@/components/models/model-start'
import { NoModels } from '@/components/models/no-models'
import { listConversations } from '@/lib/conversations/queries'
import { getLocale, getTranslations } from '@/lib/i18n/request'
import { listPickerModels } from '@/lib/models/queries'
import { findTarget } from '@/lib/targets/queries'
import { targetPath } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { enter } from '../enter'

/** What the page brings along of a list that may be long: the picker asks for the rest. */
const seeded = 60

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [asked, locale, t] = await Promise.all([
    findAsked(await searchParams),
    getLocale(),
    getTranslations('models'),
  ])
  return { title: asked?.name[locale] ?? t('title') }
}

export default async function ModelsPage({ searchParams }: Props) {
  const asked = await findAsked(await searchParams)
  const user = await enter(asked ? targetPath(asked.target) : '/models')
  const [{ models, isComplete }, recent] = await Promise.all([
    listPickerModels(),
    user ? listConversations(user.id) : { conversations: [] },
  ])
  const last = recent.conversations.find(({ target }) => isModel(target))
  const card = asked ?? (last && (await findTarget(last.target))) ?? models[0]
  if (!card) return <NoModels isAdmin={user?.role === 'admin'} />
  const list = {
    models: models.slice(0, seeded),
    isComplete: isComplete && models.length <= seeded,
  }
  return <ModelStart card={card} list={list} userId={user?.id ?? null} />
}

/** Null when the address names none, or one of a family that is not there. */
async function findAsked(query: Record<string, string | string[] | undefined>): Promise<TargetCard | null> {
  const value = (name: string) => [query[name]].flat()[0] ?? null
  const target = askedModel({ get: value })
  return target && findTarget(target)
}
