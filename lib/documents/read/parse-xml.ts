import { parser as createParser } from 'sax'
import { ItemFault } from '@/lib/documents/read/item'

/** Elements within elements; a Word table in a table in a table needs forty. */
const DEPTH_MAX = 256

/** What is done with the elements of a document. Names come without their prefix. */
export interface XmlHandler {
  open?: (name: string, attributes: Readonly<Record<string, string>>, parent: string) => void
  close?: (name: string) => void
  text?: (text: string, element: string) => void
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

/** The decoder of an office part: UTF-8, or UTF-16 by its mark or its null bytes (ECMA-376 allows no other). */
function decoderOf([first, second]: Uint8Array): TextDecoder {
  if (first === 0xff || second === 0) return new TextDecoder('utf-16le')
  return new TextDecoder(first === 0xfe || first === 0 ? 'utf-16be' : 'utf-8')
}

/**
 * Reads an XML part while it is inflated; nothing of it is kept but what the handler keeps. What the handler emits is handed
 * on piece by piece. Throws ItemFault `forbidden_xml` for a document type, which entity bombs and external entities need
 * and office files lack, and `damaged` for XML that is broken or too deep.
 */
export async function* parseXml<T>(
  chunks: AsyncIterable<Uint8Array>,
  handlerOf: (emit: (item: T) => void) => XmlHandler,
): AsyncGenerator<T> {
  let found: T[] = []
  const handler = handlerOf((item) => found.push(item))
  const path: string[] = []
  const sax = createParser(true)
  sax.onerror = () => {
    throw new ItemFault('damaged')
  }
  sax.ondoctype = () => {
    throw new ItemFault('forbidden_xml')
  }
  sax.onopentag = ({ name, attributes }) => {
    const local = localName(name)
    if (path.length >= DEPTH_MAX) throw new ItemFault('damaged')
    handler.open?.(local, attributes as Record<string, string>, path.at(-1) ?? '')
    path.push(local)
  }
  sax.onclosetag = () => {
    const name = path.pop()
    if (name !== undefined) handler.close?.(name)
  }
  const onText = (text: string) => handler.text?.(text, path.at(-1) ?? '')
  sax.ontext = onText
  sax.oncdata = onText
  let decoder: TextDecoder | undefined
  for await (const chunk of chunks) {
    decoder ??= decoderOf(chunk)
    sax.write(decoder.decode(chunk, { stream: true }))
    yield* found
    found = []
  }
  sax.close()
  yield* found
}
