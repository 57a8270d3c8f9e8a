import { servePortal } from '@/boot/serving/serve-portal'

/** The portal's process under `npm run dev`: pages follow their sources as they are saved. */
await servePortal({ dev: true })
