/** `npm run gallery`: every screen in its states, as pictures in e2e/gallery. See scripts/gallery/take.ts. */
import { launch } from './lib/launch.mjs'

await launch('scripts/gallery/take.ts')
