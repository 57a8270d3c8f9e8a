import { definitionSchema, type TemplateDefinition } from '@/lib/templates/pure/definition'
import type { z } from 'zod'

/** A small template that can be saved, with some of its parts replaced. */
export function templateDefinition(
  parts: Partial<z.input<typeof definitionSchema>> = {},
): TemplateDefinition {
  return definitionSchema.parse({
    name: '胸痛',
    language: 'zh-CN',
    fields: [
      { id: '年龄', type: 'number', label: '年龄', unit: '岁', min: 0, max: 120, required: true },
      { id: '性别', type: 'choice', label: '性别', options: ['男', '女'] },
      {
        id: '妊娠',
        type: 'yes_no_unknown',
        label: '妊娠',
        showWhen: { field: '性别', is: ['女'] },
      },
    ],
    body: '患者 {{年龄}}，{{性别}}。\n妊娠：{{妊娠}}',
    ...parts,
  })
}
