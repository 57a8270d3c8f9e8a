import type { AssertedPlace } from '@/lib/clinical/assertion/assertion'

/** 囊肿剥除术, 血肿清除术: what is taken out names the operation. */
const OPERATION =
  /^[\u4e00-\u9fff]{0,3}(?:切除|剥除|清除|摘除|剔除|切开|引流|固定|复位|取出|修补|封堵|结扎|消融|减压|清创|栓塞|置换|活检|穿刺|探查|成形|松解|剜除|电切|碎石|取石)术/
/** What an operation takes out; an illness that is operated on stays one. */
const LESION = /(?:囊肿|肿物|肿块|息肉|血肿|脓肿|结节|肌瘤|积液|结石|包块|病灶|疣|痔|赘生物|异物)$/
const STOPS = /[行予后前时因为伴及和、]/

/** The places with what is a part of an operation's name called a procedure. */
export function asOfProcedures(text: string, places: readonly AssertedPlace[]): readonly AssertedPlace[] {
  return places.map((place) => {
    if (place.kind !== 'finding' && place.kind !== 'diagnosis' && place.kind !== 'symptom') return place
    if (!LESION.test(text.slice(place.from, place.to))) return place
    const name = OPERATION.exec(text.slice(place.to, place.to + 14))?.[0]
    return name && !STOPS.test(name) ? { ...place, kind: 'procedure' as const } : place
  })
}

const ODD = /(?:无|未见|没有)(?:明显)?异常(?:的|性)?$/
/** 近无异常阴道流血: the odd is a part of what is denied. */
export const isOddDenied = (text: string, { from, kind }: AssertedPlace): boolean =>
  kind !== 'drug' && kind !== 'value' && kind !== 'test' && ODD.test(text.slice(Math.max(0, from - 8), from))
