import type { LucideIcon } from 'lucide-react'
import AudioLines from 'lucide-react/icons/audio-lines'
import Bot from 'lucide-react/icons/bot'
import BookOpen from 'lucide-react/icons/book-open'
import Calculator from 'lucide-react/icons/calculator'
import ChartNoAxesColumn from 'lucide-react/icons/chart-no-axes-column'
import CodeXml from 'lucide-react/icons/code-xml'
import Compass from 'lucide-react/icons/compass'
import Eye from 'lucide-react/icons/eye'
import FileText from 'lucide-react/icons/file-text'
import Film from 'lucide-react/icons/film'
import FlaskConical from 'lucide-react/icons/flask-conical'
import Globe from 'lucide-react/icons/globe'
import GraduationCap from 'lucide-react/icons/graduation-cap'
import ImageIcon from 'lucide-react/icons/image'
import Languages from 'lucide-react/icons/languages'
import Library from 'lucide-react/icons/library'
import Lightbulb from 'lucide-react/icons/lightbulb'
import ListChecks from 'lucide-react/icons/list-checks'
import MessageCircle from 'lucide-react/icons/message-circle'
import MessagesSquare from 'lucide-react/icons/messages-square'
import Package from 'lucide-react/icons/package'
import PenLine from 'lucide-react/icons/pen-line'
import Plug from 'lucide-react/icons/plug'
import Scale from 'lucide-react/icons/scale'
import Search from 'lucide-react/icons/search'
import Server from 'lucide-react/icons/server'
import Sparkles from 'lucide-react/icons/sparkles'
import Split from 'lucide-react/icons/split'
import Stethoscope from 'lucide-react/icons/stethoscope'
import Table from 'lucide-react/icons/table'
import Truck from 'lucide-react/icons/truck'
import Users from 'lucide-react/icons/users'
import Waves from 'lucide-react/icons/waves'
import Workflow from 'lucide-react/icons/workflow'
import Wrench from 'lucide-react/icons/wrench'
import Zap from 'lucide-react/icons/zap'
import { cn } from '@/lib/cn'

/** What an icon may be called in data; the names are lucide's. */
const iconsByName: Readonly<Record<string, LucideIcon>> = {
  'audio-lines': AudioLines,
  bot: Bot,
  'book-open': BookOpen,
  calculator: Calculator,
  chart: ChartNoAxesColumn,
  code: CodeXml,
  compass: Compass,
  eye: Eye,
  'file-text': FileText,
  film: Film,
  'flask-conical': FlaskConical,
  globe: Globe,
  'graduation-cap': GraduationCap,
  image: ImageIcon,
  languages: Languages,
  library: Library,
  lightbulb: Lightbulb,
  'list-checks': ListChecks,
  'message-circle': MessageCircle,
  'messages-square': MessagesSquare,
  package: Package,
  'pen-line': PenLine,
  plug: Plug,
  scale: Scale,
  search: Search,
  server: Server,
  sparkles: Sparkles,
  split: Split,
  stethoscope: Stethoscope,
  table: Table,
  truck: Truck,
  users: Users,
  waves: Waves,
  workflow: Workflow,
  wrench: Wrench,
  zap: Zap,
}

export type { LucideIcon }

/** Decoration: always hidden from assistive technology; the control it stands in carries the name. */
export function Icon({ icon: Drawing, className }: { icon: LucideIcon; className?: string }) {
  return <Drawing aria-hidden className={cn('size-4 shrink-0', className)} strokeWidth={1.75} />
}

/** An icon named by data; an unknown name gives the default. */
export function NamedIcon({ name, className }: { name: string; className?: string }) {
  return <Icon icon={iconsByName[name] ?? MessageCircle} {...(className ? { className } : {})} />
}
