package ime

import "strings"

// swearing must not stand on a screen that a customer looks at.
var swearing = strings.Fields(`
屄 肏 屌 傻逼 牛逼 装逼 傻冒 婊 妓 嫖 鸡巴 他妈 你妈的 妈的 操你 操他 干你娘 王八蛋 王八 滚蛋 混蛋 杂种 贱人 贱货
强奸 轮奸 鸡奸 肛交 口交 性交 阴道 阴茎 阴部 乳头 做爱 淫 骚货 狗日 狗屎 放屁 去死 白痴 弱智 脑残 废物`)

func swears(text string) bool {
	for _, s := range swearing {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}
