// Package ink recognises one Chinese character written by hand.
//
// The strokes are turned into a picture of directions, which forgets in what
// order and in how many pieces they were written, and compared with a template
// of each of 9,574 characters; the best few are looked at a second time. The
// templates are data of package assets, made by assets/ink/gen. It gives
// candidates to choose from and never decides by itself.
//
// Real writing is kept as a Sample, one file each, so that a shop can measure
// how well its own people are read: docs/handwriting.md.
package ink
