import type { Migration } from 'kysely/migration'
import { up as foundation } from './001-foundation'
import { up as agentPlatform } from './002-agent-platform'
import { up as models } from './003-models'

/** In order; a released migration never changes, a later one mends it. There is no way down. */
export const migrations: Record<string, Migration> = {
  '001-foundation': { up: foundation },
  '002-agent-platform': { up: agentPlatform },
  '003-models': { up: models },
}
