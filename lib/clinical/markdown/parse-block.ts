import { parse, postprocess, preprocess } from 'micromark'
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly'
import { gfmTable } from 'micromark-extension-gfm-table'
import { exceedsLimits } from './limits'
import type { Block } from './tree'
import { TreeBuilder } from './tree-builder'

/** Off: what would load, link or hide something, and what clinical text writes without meaning a mark. */
const SYNTAX = {
  extensions: [
    gfmTable(),
    cjkFriendlyExtension(),
    {
      disable: {
        null: [
          'htmlFlow',
          'htmlText',
          'autolink',
          'labelStartImage',
          'labelStartLink',
          'labelEnd',
          'definition',
          'characterReference',
          'codeIndented',
          'setextUnderline',
        ],
      },
    },
  ],
}

/** Stands for a character that is no mark here; of the same length, so that every place stays where it is. */
const PLAIN = '\ue000'
/** `HLA-B*58:01`, `CYP2C19*2 / *3`, `>75 岁` and `+ 蛋白尿` say something; a byte order mark would shift all places. */
const NO_MARK = /(?<![*\\])\*(?=\d)|>(?=[ \t]*[\d=.])|\+(?=[ \t])|\ufeff/g

const asText = (source: string, base: number): Block[] => [
  {
    type: 'paragraph',
    children: [{ type: 'words', text: source.trim(), start: base + source.search(/\S/) }],
  },
]

/**
 * The blocks of a piece of Markdown (CommonMark 0.31 and GFM tables, without HTML, links, images, references and indented
 * code, which stay text). `base` is where it stands in the part. `closers` are marks that end what the source leaves open;
 * they are never shown. A piece over the limits is one paragraph of its own characters, and the parser does not see it.
 */
export function parseBlock(source: string, base = 0, closers = ''): Block[] {
  if (source.trim() === '') return []
  if (exceedsLimits(source)) return asText(source, base)
  const marked = source.replace(NO_MARK, PLAIN) + closers
  const builder = new TreeBuilder(source, base)
  const document = parse(SYNTAX).document()
  for (const event of postprocess(document.write(preprocess()(marked, undefined, true)))) {
    builder.read(event)
  }
  return builder.blocks
}
