package i18n

// Words that only stand on paper.
var printTexts = texts{
	"fault.sometimes": {"（时有时无）", " (sometimes)"},
	"shop.hours":      {"周一至周日 {hours}", "Mon-Sun {hours}"},
}
