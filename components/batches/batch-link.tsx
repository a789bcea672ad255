'use client'

import TableProperties from 'lucide-react/icons/table-properties'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'

/** From an agent's form to running it over a table. */
export function BatchLink({ appId }: { appId: string }) {
  const t = useTranslations('batches')
  return (
    <Link href={`/agents/${appId}/batch`} className={buttonClass('outline', 'small', 'mt-5')}>
      <Icon icon={TableProperties} className="text-muted" />
      {t('batchRun')}
    </Link>
  )
}
