import { servePortal } from '@/boot/serving/serve-portal'

/** The portal's one process, started by boot/run/run-portal.ts with everything in its environment. */
await servePortal({ dev: false })
