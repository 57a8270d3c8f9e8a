/** 赵奶奶, 钱大爷: how a community nurse calls the patient by the family name; 她奶奶 and 其母 are relatives. */
const ADDRESS =
  /(?<![我你您他她它其])[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹窦章苏潘葛范彭鲁韦马方任袁柳鲍史唐薛雷贺汤罗郝安于傅卞康伍余顾孟黄穆萧尹姚邵汪毛戴宋庞熊纪项祝董梁杜阮蓝贾江郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫房解丁邓石崔龚程邢裴陆翁段侯叶龙白蒲池乔曾关](?:奶奶|爷爷|大爷|大伯|阿姨|大妈|大娘|伯伯|婆婆|老太太?|叔叔)(?=[\s,，。；;、(（:：男女\d]|$)/g
/** Words in front of a place without the patient's own name and title, so that these name no relative. */
export const withoutAddress = (words: string): string => words.replace(ADDRESS, '')
