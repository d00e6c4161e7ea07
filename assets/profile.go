package assets

import (
	"embed"
	"io/fs"
)

//go:embed profile/*.json
var profiles embed.FS

// Profiles holds the printer models, one NAME.json each; its form is
// printer.Profile.
var Profiles = sub(profiles, "profile")

// sub cannot fail for an embedded folder, the compiler has seen it.
func sub(fsys fs.FS, dir string) fs.FS {
	s, err := fs.Sub(fsys, dir)
	if err != nil {
		panic(err)
	}
	return s
}
