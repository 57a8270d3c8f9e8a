/** What opens a treatment, in front of a drug and behind it. */
const BEGUN_BY =
  /(?:加|改|换|启|用|上|予)(?:用|为|成|予|服)?$|\b(?:add|start|begin|commence|use|try|switch(?: to)?|change to|give)(?: (?:iv|po|oral|low[- ]dose|regular))* ?$/
const BEGUN_BEHIND = /^[^，,。；;\n]{0,12}(?<!昨|今|已)起(?=[，,。；;\n]|$)/
const ONCE = /^[^，,。；;\n]{0,14}[1一](?:次|剂|支)|\b(?:once|single dose)\b/
/** To be given now, so that it is an order and no plan. */
const AT_ONCE_FRONT = /(?:即刻|即予|立即|马上)(?:予|给|用|静推|泵入?|输)?$|\b(?:stat|now|immediately):? $/
const AT_ONCE =
  /即刻|即予|立即|马上|已(?!停)|现(?!病)|今[日天晚晨]|\b(?:now|today|stat|tonight|started|given|commenced|charted|already|continue)\b/

/** 会诊建议：即刻甲药: what is to be given at once is no plan. */
export const isAtOnce = (front: string): boolean => AT_ONCE_FRONT.test(front)

/** Whether words under advice begin a drug that has still to be ordered: 意见：改胰岛素. `told` where another word has said of it. */
export function isAdvised(front: string, own: string, told: boolean): boolean {
  const begins = BEGUN_BY.test(front) || BEGUN_BEHIND.test(own) || (!told && ONCE.test(own))
  return begins && !AT_ONCE.test(front + own)
}
