package ime

import (
	"slices"
	"strings"
)

// maxSyllables is the longest word that is kept or learned, in syllables.
const maxSyllables = 16

// syllables are all readings of one character, ü as v, and the single letters,
// as which the Latin letters of words such as U盘 are read. They are ordered,
// so that a beginning is a range; a reading is a list of their places.
var syllables = func() []string {
	s := strings.Fields(`
a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu
ca cai can cang cao ce cei cen ceng cha chai chan chang chao che chen cheng chi chong chou chu
chua chuai chuan chuang chui chun chuo ci cong cou cu cuan cui cun cuo
da dai dan dang dao de dei den deng di dia dian diao die ding diu dong dou du duan dui dun duo
e ei en eng er fa fan fang fei fen feng fiao fo fou fu
ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo
ha hai han hang hao he hei hen heng hm hng hong hou hu hua huai huan huang hui hun huo
ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun
ka kai kan kang kao ke kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo
la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lv lve
ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu
na nai nan nang nao ne nei nen neng ng ni nian niang niao nie nin ning niu nong nou nu nuan nun nuo nv nve
o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu
qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun
ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo
sa sai san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu
shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo
ta tai tan tang tao te tei teng ti tian tiao tie ting tong tou tu tuan tui tun tuo
wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun
ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun
za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu
zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo`)
	for c := 'a'; c <= 'z'; c++ {
		s = append(s, string(c))
	}
	slices.Sort(s)
	return slices.Compact(s)
}()

// maxSyllable is the length of the longest syllable.
const maxSyllable = 6

// spelled are other spellings of a syllable.
var spelled = map[string]string{"lue": "lve", "nue": "nve"}

// syllable returns the place of s among the syllables.
func syllable(s string) (uint16, bool) {
	if other, ok := spelled[s]; ok {
		s = other
	}
	id, ok := syllableIDs[s]
	return id, ok
}

var syllableIDs = func() map[string]uint16 {
	ids := make(map[string]uint16, len(syllables))
	for i, s := range syllables {
		ids[s] = uint16(i)
	}
	return ids
}()

// beginning returns the range [from, to) of the syllables that begin with s.
func beginning(s string) (from, to uint16) {
	i, _ := slices.BinarySearch(syllables, s)
	j := i
	for j < len(syllables) && strings.HasPrefix(syllables[j], s) {
		j++
	}
	return uint16(i), uint16(j)
}

// whole reports whether a syllable can be spoken by itself: not a letter such
// as the U of U盘, and not an interjection without a vowel.
func whole(id uint16) bool {
	return strings.ContainsAny(syllables[id], "aeo") || len(syllables[id]) > 1 && strings.ContainsAny(syllables[id], "iuv")
}

// parseReading reads syllables parted by apostrophes or spaces.
func parseReading(s string) ([]uint16, bool) { return appendReading(nil, s) }

// appendReading appends the syllables of s to ids.
func appendReading(ids []uint16, s string) ([]uint16, bool) {
	n := len(ids)
	for f := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '\'' || r == ' ' }) {
		id, ok := syllable(f)
		if !ok {
			return ids, false
		}
		ids = append(ids, id)
	}
	return ids, len(ids) > n
}

// joinReading is the opposite of parseReading, with apostrophes.
func joinReading(ids []uint16) string {
	s := make([]string, len(ids))
	for i, id := range ids {
		s[i] = syllables[id]
	}
	return strings.Join(s, "'")
}
