package assets

import _ "embed"

// Ink holds the templates of handwriting, in the format of package shape of
// app/ime/ink. It is derived from hanzi-writer-data and stands under the Arphic
// Public License: assets/ink/ARPHICPL.TXT.
//
//go:embed ink/templates.bin
var Ink []byte
