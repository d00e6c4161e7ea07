package assets

import "embed"

//go:embed ime/base.dict.gz ime/given.txt.gz ime/shop.dict ime/surname.txt
var ime embed.FS

// IME holds the data of text entry: base.dict.gz, given.txt.gz, shop.dict and
// surname.txt. Their form, sources and licences stand in assets/ime/README.md.
var IME = sub(ime, "ime")
