import { expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import { describeOnEveryDatabase } from '@/lib/db/testing'
import { newId } from '@/lib/ids'
import { adoptGuestHistory, ownedTables } from './adopt-guest-history'

describeOnEveryDatabase('a guest who signs in', () => {
  test('keeps everything that has an owner, and takes nothing of others', async () => {
    const guest = newId()
    const other = newId()
    const account = newId()
    for (const owner of [guest, other]) {
      await db()
        .insertInto('batches')
        .values({
          id: newId(),
          user_id: owner,
          app_id: 'a',
          send_key: newId(),
          name: 'table.csv',
          columns: '[]',
          status: 'done',
          created_at: 1,
          updated_at: 1,
          deleted_at: null,
        })
        .execute()
    }
    await adoptGuestHistory(guest, account)
    const rows = await db().selectFrom('batches').select('user_id').execute()
    expect(rows.map((row) => row.user_id).toSorted()).toEqual([other, account].toSorted())
  })

  test('leaves no table behind', async () => {
    const tables = await db().introspection.getTables()
    const withOwner = tables.filter(({ columns }) => columns.some(({ name }) => name === 'user_id'))
    expect([...new Set(withOwner.map(({ name }) => name))].toSorted()).toEqual([...ownedTables].toSorted())
  })
})
