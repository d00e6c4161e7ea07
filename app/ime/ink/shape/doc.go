// Package shape describes handwriting by numbers. It is what the generator of
// the templates and the recogniser share: the feature of a character, and the
// file the templates stand in.
package shape
