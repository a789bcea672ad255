/** `npm run soak`: whether Moonlake keeps what it promises when things go wrong. See scripts/soak/main.ts. */
import { launch } from './lib/launch.mjs'

// The condition lets scripts load modules of the server, as Next does.
await launch('scripts/soak/main.ts', { nodeArgs: ['--conditions=react-server'] })
