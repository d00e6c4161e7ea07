// Package ime enters Chinese text without an input method of the system: full
// and abbreviated pinyin with sentences, names of people, the words of the
// shop, and what the shop has already, found by initials.
//
// All state is a value. A Dict is built once and never changes; Composition,
// Words and Index are values that a reducer may keep in its state and copy; a
// Composer puts them together for one key. Nothing here starts a goroutine,
// keeps time or writes a file, and everything may be used from any goroutine.
//
// Source of the data: assets/ime/README.md.
package ime
