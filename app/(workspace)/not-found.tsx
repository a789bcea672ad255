import { MissingPage } from '@/components/shell/missing-page'
import { PageHeader } from '@/components/shell/page-header'

export default function WorkspaceNotFound() {
  return (
    <>
      <PageHeader />
      <MissingPage />
    </>
  )
}
