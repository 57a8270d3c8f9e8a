import { isOfOther } from '@/lib/clinical/assertion/english-people'

/** Lamotrigine: that's the wife's own. */
const OTHERS =
  /^[^.,;\n]{0,32} (?:is|are|was|were) (?:actually |in fact |really )?(?:his|her|their|the) (?:partner|wife|husband|spouse|mother|mum|mom|father|dad|son|daughter|brother|sister|neighbou?r|friend|flatmate|housemate|roommate)'s(?= ?[.,;)\n]|$)|^[^。；;\n]{0,16}[，,] ?(?:并?非|不是)患者(?:本人)?(?=[，,。；;\n所用服的]|$)|^[^。；;\n]{0,24}(?:系|为|是)(?:其|患者)?(?:妻子?|丈?夫|爱人|老伴|配偶|父亲?|母亲?|儿子|女儿|哥哥|弟弟|姐姐|妹妹|家属|家人|邻居|室友)(?:所|在)?(?:用|服用?|有|吃)(?=[，,。；;\n的]|$)|^[^.,;\n]{0,4} ?(?:that'?s|that is|which is|is|are|belongs? to|those are) (?:the |his |her |their )?(?:partner|wife|husband|mother|mum|father|dad|son|daughter|brother|sister|neighbou?r|friend|flatmate|housemate|roommate)(?:'s)?\b|^[^，,。；;\n]{0,4}(?:是|为|系)(?:其|他|她|我)?(?:老伴|爱人|丈夫|妻子|母亲|父亲|儿子|女儿|家人|邻居|室友|老丈人|岳父|岳母|婆婆|公公)的/
/** but he himself has had amoxicillin; after her husband died and took mirtazapine; 从同屋处拿甲药: the relative in front is passed. */
const OWN_AGAIN =
  /\b(?:but|whereas|while|though) (?:he|she) (?:himself|herself)\b[^.;\n]{0,30}$|\b(?:after|since|when|before|as) (?:his|her|the|their) [a-z]+ (?:died|passed away|left|moved|retired|fell ill|was widowed)\b[^.;\n]{0,24}\band (?:took|takes|was|is|has|had|started|used|went)\b[^.;\n]{0,16}$|(?:从|向|跟|问|找)[^，,。；;\n]{1,8}(?:拿|借|要|讨|取|买)(?:了|来|些|点)*$/
/** Donor brother is well and takes candesartan: a relative who opens the sentence is who takes it. */
const RELATIVE_TAKES =
  /(?:^|[.;\n(] ?)(?:(?:his|her|their|the|donor|older|younger|elder|twin|maternal|paternal) ){0,3}(?:brother|sister|mother|father|mum|mom|dad|wife|husband|son|daughter|partner|aunt|uncle|cousin) (?:is|was|has|had|also|who|keeps|remains|himself|herself)\b[^.;\n]{0,90}\b(?:and|but) (?:now |also |still |currently )?(?:takes|is on|was on|has been on|uses|took|used|receives) (?:[a-z-]+ )?$/
/** had been prescribed to her husband; the one on the table belongs to his wife. */
const BELONGS =
  /^[^.,;\n]{0,30}\b(?:belong(?:s|ed|ing)? to|(?:prescribed|dispensed|issued|meant|bought|intended) (?:for|to)) (?:the |his |her |their |a )?(?:partner|wife|husband|spouse|mother|mum|mom|father|dad|son|daughter|brother|sister|aunt|uncle|cousin|grandmother|grandfather|neighbou?r|friend|flatmate|housemate|roommate|colleague)(?:'s)?\b|^[^，,。；;\n]{0,6}(?:是|为|系)?(?:开|配|买|备)给(?:其|他|她|我)?(?:老伴|爱人|丈夫|妻子|母亲|父亲|儿子|女儿|家人|邻居|室友|哥哥|姐姐|弟弟|妹妹)的?/
/** Mum well, her BP up, started on ramipril by her own GP. */
const OWN_DOCTOR =
  /^[^.;\n]{0,20} by (?:his|her|their) own (?:gp|doctor|consultant|clinic|team|physician|pcp)\b/
const KIN_IN_FRONT =
  /\b(?:partner|wife|husband|spouse|mother|mum|mom|father|dad|son|daughter|brother|sister|aunt|uncle|cousin|grandmother|grandfather|neighbou?r|friend|flatmate|housemate|roommate|colleague)\b[^.;\n]{0,90}$/
/** Sister on olaparib, he is on B: a pronoun that does not fit the relative is the patient's. */
const PRONOUN =
  /(?:[,;.] ?|\b(?:and|while|whereas|but) )(she|he) (?:(?:himself|herself|now|only|still) )?(?:is|was|has been|takes|uses|has|had|took|received|gets)\b[^.;,\n]{0,20}$/
const LAST_SENTENCE = /[^.\n]{0,90}$/
/** 母亲O型血，孕期甲减服甲药; 父亲体健，长期口服甲药: a relative opens the sentence, and no one else is named up to the verb. */
const RELATIVE_TAKES_HAN =
  /(?:^|[。；;\n])(?:其|患[者儿]的?|产妇的?)?(?:父亲|母亲|父|母|妈妈|爸爸|哥哥|姐姐|弟弟|妹妹|兄|姐|弟|妹|妻子?|丈夫|爱人|老伴|配偶|儿子|女儿|子|女|祖父|祖母|爷爷|奶奶|外公|外婆|叔叔?|伯父|姑姑?|姑母|舅舅?|姨妈?|同学|室友|同事|邻居)(?![代诉述称说陪送带抱发喂给告否要拒签担问及们性士])(?:[^，,。；;\n诉述称说陪送带抱喂给告拒签问患儿者他她宝婴自本余我今入予]{1,14}[，,]){1,2}[^，,。；;\n诉述称说陪送带抱喂给告拒签问患儿者他她宝婴自本余我今入予]{0,10}(?:服用?|口服|吃|用|打|注射)(?:着|了|过)?$/

/** Three siblings; the eldest has been taking: one of several relatives, by age. */
const ONE_OF_THEM =
  /\b(?:siblings|brothers|sisters|sons|daughters|children|kids|aunts|uncles|cousins)\b[^.\n]{0,20}[;,:] ?(?:the |one |an? )?(?:eldest|oldest|youngest|younger|older|elder|middle|first|second|other|one)(?: (?:one|brother|sister|son|daughter|of them))?\b[^.;\n]{0,40}\b(?:takes|taking|is on|was on|uses|using|been on|put on|started on) (?:[a-z-]+ )?$/
/** 女儿陪诊，说自己在吃甲药; my friend swears by her metformin. */
const OF_TELLER =
  /(?:父亲|母亲|妻子|丈夫|爱人|老伴|儿子|女儿|家属|陪[护人]|邻居|室友|朋友|姐姐|妹妹|哥哥|弟弟)[^。；;\n]{0,14}(?:说|诉|称)(?:她|他)?(?:自己|本人)[^。；;\n患]{0,20}(?:吃|服用?|用|打)着?$|\b(?:friend|neighbou?r|sister|brother|mother|mum|mom|father|dad|wife|husband|partner|cousin|aunt|uncle|colleague)\b[^.;\n]{0,24}\b(?:swears by|lives on|is always on about|raves about) (?:her |his |their |the )?$/
/** 甲药为12床张某医嘱. */
const OF_BED = /^(?:为|是|系)(?:隔壁|邻|\d{1,3} ?)床/
/** 母亲健在，华法林服用中: the verb behind the drug. */
const TAKING_BEHIND = /^(?:服用|口服|使用|应用|注射)(?:中|着)/

/** What such a sentence ends with. */
const TAKES_HAN = /(?:服用?|口服|吃|用|打|注射)(?:着|了|过)?$/

/** 患者本人不用; he himself takes none: what the patient does not take stands against a relative who does. */
const NOT_OWN =
  /^[^。；;\n]{0,8}[，,；;] ?(?:但|而)?(?:(?:患者|病人|病者|患儿|产妇|孕妇|她|他)(?:本人|自己|自身)?|本人|自己)[^，,。；;\n]{0,4}(?:不|未|没|从未|并不)[^，,。；;\n]{0,5}(?:用|服|吃|打)|^[^.\n]{0,30}[,;] ?(?:but |and )?(?:the )?(?:patient|pt|he|she) (?:himself|herself|does not|doesn't|is not|has never|never)\b[^.;\n]{0,24}\b(?:not|never|none|nothing|no)\b/

/** The words around a drug: those of its clause in front, those of its sentence in front, and its own behind. */
interface Words {
  front: string
  sentence: string
  own: string
}

/** Whose drug it is by the words around it; null where they name nobody. */
export function ownerOf({ front, sentence, own }: Words): 'relative' | 'patient' | null {
  if (OTHERS.test(own) || BELONGS.test(own) || RELATIVE_TAKES.test(sentence)) return 'relative'
  if (ONE_OF_THEM.test(sentence) || OF_TELLER.test(sentence) || OF_BED.test(own)) return 'relative'
  if (TAKING_BEHIND.test(own) && RELATIVE_TAKES_HAN.test(`${sentence}服用`)) return 'relative'
  if (OWN_DOCTOR.test(own) && KIN_IN_FRONT.test(sentence)) return 'relative'
  // Most drugs have no verb right in front: the long pattern is kept from them.
  if (TAKES_HAN.test(sentence.slice(-4)) && RELATIVE_TAKES_HAN.test(sentence)) return 'relative'
  if (OWN_AGAIN.test(front)) return 'patient'
  const pronoun = PRONOUN.exec(sentence)
  const before = pronoun && (LAST_SENTENCE.exec(sentence.slice(0, pronoun.index))?.[0] ?? '')
  return pronoun && before && isOfOther(before, pronoun[1] ?? '') ? 'patient' : null
}

/** Whether the words behind a relative's drug say that the patient takes none of it. */
export const isNotOwn = (own: string): boolean => NOT_OWN.test(own)
