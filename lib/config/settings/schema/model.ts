import { z } from 'zod'
import { flag, seconds, setting } from '@/lib/config/settings/schema/setting'

/** The model, and where and how it runs. */
export const MODEL = {
  MODEL_PATH: setting(z.string().optional(), {
    zh: 'GGUF 文件；多分片时写第一个',
    en: 'GGUF file; the first of several shards',
    unset: ['`model use` 选用的，否则演示模型', 'what `model use` chose, else the demo model'],
  }),
  EVALUATION_MODEL: setting(flag.default(true), {
    zh: '`off`：首次启动时不下载评估模型',
    en: '`off`: the first start fetches no model to try the portal with',
  }),
  MODEL_MIRROR: setting(
    z
      .url({ protocol: /^https?$/ })
      .meta({
        zh: '应写成 https://mirror.hospital.internal/models 的形式',
        en: 'must be an address like https://mirror.hospital.internal/models',
      })
      .optional(),
    {
      zh: '院内存放模型文件的网址，`model get` 先于发布者尝试：`网址/文件名`',
      en: 'address inside the hospital from which `model get` fetches first: `ADDRESS/FILE`',
      example: 'https://mirror.hospital.internal/models',
    },
  ),
  CONTEXT_TOKENS: setting(z.coerce.number().int().min(2048).optional(), {
    zh: '每路上下文，至模型上限',
    en: "context of each answer, up to the model's own",
    unset: ['按内存定', 'by the memory there is'],
    unit: 'tokens',
  }),
  MAX_PARALLEL: setting(z.coerce.number().int().min(1).max(64).default(2), {
    zh: '同时写几个回答',
    en: 'answers written at once',
  }),
  MAX_QUEUE: setting(z.coerce.number().int().min(0).max(1000).default(50), {
    zh: '排队上限',
    en: 'questions that may wait',
  }),
  KV_TYPE: setting(z.enum(['f16', 'q8_0']).optional(), {
    zh: '`q8_0`：KV 缓存减半',
    en: '`q8_0` halves the cache of keys and values',
    unset: ['清单所列，多为 `f16`', "the catalogue's, mostly `f16`"],
  }),
  CPU_THREADS: setting(z.coerce.number().int().min(1).max(256).optional(), {
    zh: '计算线程数',
    en: 'threads that compute',
    unset: ['物理核数', 'the physical cores'],
  }),
  WATCHDOG_SECONDS: setting(seconds(30), {
    zh: '模型多久无响应即结束等待中的回答',
    en: 'time without a finished step after which waiting answers are ended',
    unit: 's',
  }),
  GPU: setting(z.enum(['auto', 'cuda', 'off']).default('auto'), {
    zh: '`cuda`：没有 GPU 时状态栏告警；`off`：只用 CPU；见「GPU 服务器」',
    en: '`cuda`: warns where there is no GPU; `off`: CPU only',
  }),
  ENGINE: setting(z.enum(['local', 'child', 'remote']).default('local'), {
    zh: '`child`：模型在单独进程中运行（无网络、限内存、崩溃后自动重启）；`remote`：院内推理服务器',
    en: '`child`: a process of its own (no network, bounded memory, started again after a crash); `remote`: inference servers',
  }),
  ENGINE_MEMORY_MIB: setting(z.coerce.number().int().min(256).optional(), {
    zh: '`child` 的内存上限，超出即重启该进程',
    en: 'memory at which the process of `child` is started again',
    unset: ['不限', 'no limit'],
    unit: 'MiB',
  }),
  ENGINE_SILENCE_SECONDS: setting(seconds(30), {
    zh: '`child` 多久无响应即重启该进程',
    en: 'silence after which the process of `child` is started again',
    unit: 's',
  }),
  ENGINE_ENDPOINTS_FILE: setting(z.string().optional(), {
    zh: '`remote` 的服务器清单（JSON），见「多台推理服务器」',
    en: 'JSON list of the servers of `remote`',
    example: '/etc/innerward/engines.json',
  }),
} as const
