// Package scannertest holds scanners without hardware: Fake, which hands on scans
// as told, and Scanner, which sends bytes through a pseudo terminal to whoever has
// opened its device, and can be unplugged. Neither needs a *testing.T: the
// scripted tour uses them too.
package scannertest
