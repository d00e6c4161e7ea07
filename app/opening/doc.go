// Package opening is what a counter does to what it keeps before it opens: it
// brings in the staff of the configuration, and gives up what a power cut left
// half done. It decides in pure functions, and reaches the store through small
// interfaces.
package opening
