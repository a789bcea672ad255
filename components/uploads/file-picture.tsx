'use client'

import FileText from 'lucide-react/icons/file-text'
import Film from 'lucide-react/icons/film'
import ImageIcon from 'lucide-react/icons/image'
import Music from 'lucide-react/icons/music'
import Table from 'lucide-react/icons/table'
import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import type { LucideIcon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import type { UploadKind } from '@/lib/uploads/schema'

const icons: Record<UploadKind, LucideIcon> = {
  document: FileText,
  sheet: Table,
  image: ImageIcon,
  audio: Music,
  video: Film,
}

type FilePictureProps = { kind: UploadKind; url: string | null; className?: string }

/** The picture itself, small, else the sign of its kind. Decoration: the name stands beside it. */
export function FilePicture({ kind, url, className }: FilePictureProps) {
  const [failed, setFailed] = useState<string | null>(null)
  return (
    <span
      aria-hidden
      className={cn(
        'flex size-10 shrink-0 items-center justify-center overflow-hidden rounded-small bg-sunken text-muted',
        className,
      )}
    >
      {kind === 'image' && url !== null && url !== failed ? (
        // The person's own file, not one of the site's pictures.
        // oxlint-disable-next-line nextjs/no-img-element
        <img src={url} alt="" onError={() => setFailed(url)} className="size-full object-cover" />
      ) : (
        <Icon icon={icons[kind]} className="size-5" />
      )}
    </span>
  )
}
