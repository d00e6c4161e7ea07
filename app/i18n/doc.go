// Package i18n holds what the program says, in Chinese and in English, by key.
//
// Texts are whole sentences; a part that changes is a named argument in
// braces. Each area of the program has its texts in a file of their own; they
// are merged into one table, and a key that is there twice, or lacks a language,
// stops the program at its start. The functions for durations, days and money say values in the
// way each language does.
package i18n
