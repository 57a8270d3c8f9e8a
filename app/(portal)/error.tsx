'use client'
import { PageFault } from '@/app/_components/page-fault'

/** Within the frame: whoever meets a failed page can still lock the screen, go elsewhere or sign out. */
export default PageFault
