/** `npm run bench`: what Moonlake costs, beside the least that is possible. See scripts/bench/main.ts. */
import { launch } from './lib/launch.mjs'

await launch('scripts/bench/main.ts')
