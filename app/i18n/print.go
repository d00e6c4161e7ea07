package i18n

// Words that only stand on paper.
var _ = add(texts{
	"fault.sometimes": {"（偶尔）", " (sometimes)"},
	"shop.hours":      {"周一至周日 {hours}", "Mon-Sun {hours}"},
})
