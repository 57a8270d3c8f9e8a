/** Where a sentence or an item of a list opens. */
export const OPENS = /(?:^|[.!?;\n•*"“”|>#([]|(?:^|\s)[-–—]|\b\d{1,2}[.)]) ?$/
/** A dose or a finding with its value. */
export const DOSE_BEHIND =
  /^ ?(?:\d+(?:\.\d+)? ?(?:mg|mcg|µg|g\b|ml|units?|iu|%|mmol|kg|tabs?)|[+][+]?|\d+[/:]\d+)/i
/** Hunt-Hess评分: what Chinese texts name after discoverers. */
export const HAN_HEAD =
  /^ ?(?:评分|分级|分期|分型|量表|征|病|综合|试验|反射|法|术|骨折|细胞|杆菌|公式|指数|标准|评估|切口|导管|支架|瘤|带|线|点|体|氏)/
/** The age, the birth or a number of a person. */
export const AGED =
  /^(?:,? ?\(?(?:is |an? |aged? ?)?\d{1,3}(?: ?(?:y|yo|yrs?|year|F|M)\b|[- ]year|[MF]\b)|,? ?\(?aged? \d|,? ?\(?(?:DOB|d\.?o\.?b|born|MRN|NHS)|,? \d{2}[MF]\b|, \d{1,3}(?:,|$|\)))/i
/** What a clinician has learned. */
export const CREDENTIAL =
  /^,? \(?(?:RN|MD|DO|NP|PA-?C?|LPN|CNA|PhD|BSN|MSW|LCSW|DPT|PharmD|CRNA|CNM|DDS|DNP|APRN|FNP|RRT|OT|PT|SLP|PGY-?\d|FY\d|F[12]|ST\d|CT\d|SHO|SpR|HCA|MBBS|FRC[A-Z]+|MRC[A-Z]+)\b/
/** Where somebody lies. */
export const PLACED =
  /^(?:,? ?\(?(?:in |on )?(?:bed|room|rm|bay|cubicle|cube|trolley|chair|side room|theatre|resus|majors|SR ?\d{1,2}|RR ?\d{1,2})\b| in \d{1,3}\b|,? ?\(\d{1,3}[A-Z]?\))/i
/** A bed in front of who lies there. */
export const BED_BEFORE =
  /\b(?:bed|room|rm|bay|cubicle|bedspace|cube|pod|chair|theatre|or|slot|cot|crib|trolley|incubator|ward) ?#?[a-z]?\d{1,4}(?:-\d{1,2})?[a-z]?[,:)]? ?[-–—:]? ?$/i
/** A label of persons with its colon or dash. */
export const LABEL_BEFORE =
  /(?:^|[^a-z])(?:pt|patient|name|client|nok|contact|kin|informant|attending|consultant|gp|pcp|surgeon|author|provider|signed|witness|escort|carer|provider|from|to|cc|attn|re|seen by|reviewed by|interpreter|assistant|prescriber|referrer|requester|operator|on call|on-call|oncall|day|night|nurse|doctor)(?: name| by)?(?: ?[:：=] ?| [-–] )$/i
/** Check on Beaumont, labs for Ortiz: what is said of a person with a preposition. */
export const CONCERNS =
  /\b(?:check(?:ed|ing)?(?: in)? on|look(?:ed|ing)? (?:in )?(?:on|after|at|in on)|s[ai]t with|hand(?:ed)? over|rounds? on|eyes on|follow(?:ed)? up (?:on|with|by)|followed by|f\/u w(?:ith|\/)|update (?:on|for)|results? (?:on|for)|(?:levels?|doses?|beds?|transport|consent|plan|referral|x-?ray|scan|ct|mri|echo|uss?|cultures?|troponin|trop|meds|tt[ao]s?|letter|slot|interpreter|porter|bay|visitor|sample|specimen|swab|obs|cannula|catheter) (?:for|from|of)|labs (?:on|for)|bloods (?:on|for)|waiting (?:on|for)|sign-?out (?:on|for|to|from)|report (?:on|for|from|to)|note on|scripts? for|rx for|called (?:to|for)|appointment with|appt with|meeting with|family of|care of|under the care of|attn:?|spoke (?:w\/|with|to)|talked (?:w\/|with|to)|regards to|thoughts (?:on|from)) $/i
/** How a letter ends. */
export const SIGNING =
  /(?:thanks|thank you|regards|sincerely|faithfully|wishes|cheers|signed|best),?[ \n]+[-–]? ?$/i
/** A role in brackets. */
export const ROLE_IN_BRACKETS =
  /^ ?\((?:his|her|their|pt'?s?|patient'?s)? ?(?:the )?(?:\w+ )?([a-z-]{2,20})[),;]/i
/** What is said of a person alone. */
export const STATE =
  /^ (?:has been|had been|has remained|is|was|remains|remained|looks|looked|seems|feels|felt|appears|stays|keeps|went|became|got) (?:a bit |more |less |very |much |now |still |quite |again |being |clinically |feeling |not )?(?:stable|well|unwell|better|worse|settled|comfortable|febrile|afebrile|confused|agitated|drowsy|alert|awake|asleep|anxious|tearful|upset|happy|keen|aware|orientated|oriented|ambulatory|independent|mobile|bedbound|admitted|discharged|transferred|seen|reviewed|examined|intubated|extubated|for|awaiting|due|on|a|an|our|my|his|her|their|in|home|back|nil|npo|nbm|eating|drinking|sleeping|walking|complaining|refusing|pregnant|\d+)\b/
/** Words that stand for a person. */
export const PRONOUN = /\b(?:he|she|his|her|him|hers|himself|herself|who|whose)\b/i
/** The same of those whose name is a word too: Grant is well. */
export const STATE_OF_PERSON =
  /^ (?:has been|had been|has remained|is|was|remains|looks|looked|seems|feels|felt|appears|became) (?:a bit |more |less |very |much |now |still |quite |clinically |feeling |not )?(?:stable|well|unwell|settled|comfortable|febrile|afebrile|confused|agitated|drowsy|alert|awake|asleep|anxious|tearful|upset|happy|keen|admitted|discharged|transferred|seen|reviewed|examined|intubated|extubated|ambulatory|mobile|eating|drinking|sleeping|walking|complaining|refusing|pregnant|nil|npo|nbm|born|crying|home)\b/
/** took his last tablet, lost her phone: an act on what is one's own. */
export const OWN_ACT =
  /^ (?:\w+ly )?(?:took|takes|taking|ate|drank|slept|says|said|states|denies|denied|reports|refused|refuses|wants|wanted|asked|asks|lost|missed|misses|told|phoned|rang|finished|forgot|broke|hit|cut|fell|felt|feels|complained|complains|noticed|walked|vomited|came|went|returned|cried|thinks|knows|worries|describes|remembers|smokes|drinks|lives|likes|hates|stopped|brought|bit|burned|burnt|twisted|injured|swallowed|collapsed|declined|prefers|hopes|insists|insisted|self-discharged|has not (?:slept|eaten)|can(?:not|['’]t)|wo(?:n['’]t|uld like))\b/
/** in April, since May: no persons. */
export const MONTH = /^(?:April|May|June|August)$/
/** What stands before a month. */
export const WHEN =
  /^(?:in|since|until|till|from|by|last|this|next|early|late|mid|during|before|after|of|through|to|between|around|on)$/
/** With whom somebody was. */
export const MET =
  /\b(?:met|seen|sat|spoke|speaking|talk(?:ed|ing)?|chatt(?:ed|ing)|came|lives|lived|living|attended|attending|visit(?:ed)?|arrived|walked|stayed|staying|here|discussed|rounds?|in) with $/i
/** Could Fraser please: a request to somebody. */
export const REQUEST = /(?:^|[.!?\n] ?)(?:please )?(?:could|can|would|will) $/i
/** How a request goes on. */
export const REQUESTED = /^ (?:please|kindly|or someone|you)\b/
/** with Tomos, paramedic: who somebody is stands behind a comma. */
export const CALLED_ROLE =
  /^(?:, (?:the |his |her |their |our |a |an )?(?:\w+ )?| the )([a-z-]{2,20})(?=[,.;)]| (?:on|at|from|in|who|is|was|rang|phoned)\b|$)/
/** psych liaison (Fatoumata): somebody of a service. */
export const SERVICE_BEFORE =
  /\b(?:liaison|team|physio(?:therapy|therapist)?|ot|slt|salt|outreach|reg|registrar|sho|spr|fy\d|consultant|nurse|rn|hca|cna|social work(?:er)?|sw|dietitian|dietetics|\w+ology|surgery|medics|ortho|psych|derm|renal|cardiac|gp|chaplain(?:cy)?|interpreter|security|porter|on[- ]call|night|ward|bleep|icu|itu|hdu|ed|a&e|palliative|stoma|wound|pain|tissue viability|specialist|coordinator|manager|receptionist|clerk|carer|neighbou?r|friend|keyworker|advocate|midwife|midwifery|scribe|reporter|caller|tech|technician|radiographer|sonographer) \($/i
/** for home, chase bloods: what a list of patients says behind each. */
export const HANDOVER =
  /^ ?(?:[-–—:]|->) ?(?:for (?:home|discharge|d\/c|theatre|ct|mri|echo|scan|review|bloods|repeat|rehab|transfer|endoscopy|ogd|egd|or\b|angio|dialysis|hd\b|surgery)|home|await|chas|nbm|npo|d\/c|wants|needs|post-?op|sats|s\/p|to (?:go|be|have|theatre|ct|see)|waiting|discharge|\d{2} ?[mf]\b|\d{2} ?y)/i
export const CALLED_BEHIND =
  /^ ?\((?:goes by|known as|also known as|prefers|preferred|likes to be|aka|a\.k\.a|née|nee|calls|called|nickname|answers to)\b/i
/** What belongs to somebody. */
export const POSSESSIVE =
  /^['’]s? (?:(?:own|latest|last|next|new|repeat|first|morning|left|right) )?([a-z-]+)/i
/** A colon or a dash behind the name of an item. */
export const LIST_BEHIND = /^ ?(?:[-–—:]|->) ?(?=\S)/
/** The end of a line. */
export const ALONE = /^[.,!]?[ \t]*(?:\n|$)/
/** HR 140, BP 92/50: what is measured of a person. */
const MEASURED =
  /^ (?:HR|BP|RR|SBP|MAP|SpO2|[Ss]ats?|[Tt]emp|GCS|NEWS2?|MEWS|K\+?|Na\+?|Hb|INR|CRP|WCC|[Ll]actate|[Gg]lucose|[Cc]reat|BM|CBG|UO|UOP) ?[<>≤≥=:]? ?\d/
/** NBM, NPO from midnight. */
const FASTING =
  /^:? (?:is |to be |remains |kept )?(?:NBM|NPO|nbm|npo|nil by mouth|DNACPR|DNAR|DNR|for resus)\b/
/** To have a scan, to go home: what is planned with a person. */
export const PLANNED =
  /^ to (?:theatre|CT|MRI|ITU|ICU|HDU|recovery|endoscopy|ward|have|go|be (?:seen|reviewed|discharged|transferred|moved)|see|come|attend|get|mobilise|sit out|chase|follow|call|review)\b/
/** Timi 3, Deauville IV: a grade stands behind the name of a score, not of a person. */
const GRADED = /^ (?:\d{1,2}(?:\.\d)?|I{1,3}[A-C]?|IV[A-C]?|V)(?=[,.;:)]|$| and\b)/
/** Has a rash: what is said of a person whose name is a word or a month. */
export const HAVING = /^ (?:has|had) (?:an?|no|not|her|his|some|had|new|\d)\b/
/** Baker, 66, ex-miner: an age between commas stands behind a person, whatever the word. */
export const LISTED_AGE = /^, (?:[1-9]\d?|1[01]\d)(?:,|$| ?[MFmf]\b| ?y)/
/** Give Mikhail his insulin: what is somebody's own stands behind a person. */
const HIS_OWN = /^ (?:his|her) [a-z]/
/** 1. Kapoor 2. Zielinski: the next item of a list of persons. */
const NEXT_ITEM = /^ \d{1,2}[.)] \p{Lu}/u
/** What stands behind a name, with how far it speaks for a person. */
export const BEHIND: readonly (readonly [RegExp, number])[] = [
  [FASTING, 3],
  [MEASURED, 2],
  [NEXT_ITEM, 1.5],
  [HIS_OWN, 2],
  [GRADED, -3],
]
