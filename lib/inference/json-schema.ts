/**
 * The part of JSON Schema that constrained generation understands. Every property of an object is required and is
 * written in the order given, so put what is quoted before what is concluded from it.
 */
export type JsonSchema =
  | { readonly type: 'string'; readonly minLength?: number; readonly maxLength?: number }
  | { readonly type: 'integer' | 'number' | 'boolean' | 'null' }
  | { readonly enum: readonly (string | number | boolean | null)[] }
  | {
      readonly type: 'array'
      readonly items: JsonSchema
      readonly minItems?: number
      readonly maxItems?: number
    }
  | JsonObjectSchema
  | { readonly oneOf: readonly JsonSchema[] }

export interface JsonObjectSchema {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, JsonSchema>>
}
