import { addPiece } from '@/lib/batch/add-piece'
import { jobParams, PIECE_BYTES, pieceOutput, pieceQuery } from '@/lib/batch/contract'
import { batch } from '@/lib/batch/feature'
import { readFileName } from '@/lib/batch/read-file-name'
import { defineRoute } from '@/lib/http/define-route'

export const POST = defineRoute({
  access: batch.permissions['batch:run'],
  input: { params: jobParams, query: pieceQuery, bytes: true },
  output: pieceOutput,
  maxBodyBytes: PIECE_BYTES,
  handle: ({ actor, input, request, requestId }) => {
    const { id } = input.params
    const piece = { ...input.query, id, name: readFileName(request), bytes: input.bytes }
    return addPiece(piece, { actor, requestId })
  },
})
