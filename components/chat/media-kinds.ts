import AudioLines from 'lucide-react/icons/audio-lines'
import Clapperboard from 'lucide-react/icons/clapperboard'
import File from 'lucide-react/icons/file'
import ImageIcon from 'lucide-react/icons/image'

export const mediaIcons = { image: ImageIcon, video: Clapperboard, audio: AudioLines, file: File }
export type MediaKind = keyof typeof mediaIcons

/** The place that a picture or a video takes before it is there, while it loads and after: nothing jumps. */
export const frameClass = {
  image: 'aspect-[3/2] w-full max-w-[32rem] rounded-panel',
  video: 'aspect-video w-full max-w-[36rem] rounded-panel',
  audio: 'min-h-16 w-full max-w-[32rem] rounded-panel',
  file: 'min-h-14 w-full max-w-narrow rounded-panel',
} as const satisfies Record<MediaKind, string>
