'use client'

import PencilLine from 'lucide-react/icons/pencil-line'
import Trash2 from 'lucide-react/icons/trash-2'
import { useTranslations } from 'use-intl'
import { MenuItem } from '@/components/ui/menu'

type ConversationMenuItemsProps = { onRename: () => void; onDelete: () => void }

export default function ConversationMenuItems({ onRename, onDelete }: ConversationMenuItemsProps) {
  const t = useTranslations('shell')
  return (
    <>
      <MenuItem icon={PencilLine} onPress={onRename}>
        {t('rename')}
      </MenuItem>
      <MenuItem icon={Trash2} tone="danger" onPress={onDelete}>
        {t('delete')}
      </MenuItem>
    </>
  )
}
