// Package i18n holds what the program says, in Chinese and in English, by key.
//
// Texts are whole sentences; a part that changes is a named argument in
// braces. Each area of the program has a file of texts that adds itself to the
// one table; a key that is added twice, or lacks a language, stops the program
// at its start. The functions for durations, days and money say values in the
// way each language does.
package i18n
