// Package scannertest holds guns without hardware: Fake, which hands on scans
// as told, and Gun, which sends bytes through a pseudo terminal to whoever has
// opened its device, and can be unplugged. Neither needs a *testing.T: the
// scripted tour uses them too.
package scannertest
