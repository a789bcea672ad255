import type { Kysely } from 'kysely'

/** Settings of conversations with models, files of other families, MCP servers and comparisons. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('conversations').addColumn('settings', 'text').execute()
  await db.schema.alterTable('conversations').addColumn('comparison_id', 'text').execute()
  await db.schema.alterTable('conversations').addColumn('comparison_lane', 'integer').execute()
  await db.schema
    .createIndex('conversations_by_comparison')
    .on('conversations')
    .columns(['comparison_id'])
    .execute()
  await db.schema
    .alterTable('uploads')
    .addColumn('family', 'text', (column) => column.notNull().defaultTo('agent'))
    .execute()

  await db.schema
    .createTable('mcp_servers')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('transport', 'text', (column) => column.notNull())
    .addColumn('allowed_tools', 'text', (column) => column.notNull())
    .addColumn('headers', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('mcp_servers_by_user').on('mcp_servers').columns(['user_id']).execute()

  await db.schema
    .createTable('comparisons')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('lanes', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('deleted_at', 'bigint')
    .execute()
  await db.schema.createIndex('comparisons_by_user').on('comparisons').columns(['user_id']).execute()
}
