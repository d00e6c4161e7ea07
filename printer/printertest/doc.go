// Package printertest holds printers that are not there.
//
// Virtual behaves like a thermal printer: it reads TSPL, ESC/POS, ZPL II, CPCL
// or Brother QL raster, burns dots on virtual paper, runs out of it in the
// middle of a label, opens its cover, answers, keeps silent, and loses its cable
// or its power after any number of bytes. It can be reached in the process, on a
// pseudo terminal and over TCP. It reads the languages from their manuals and
// shares no code with the encoders, nor the library that draws their codes. A
// shop without a printer uses it too: its prints become PNG files.
//
// Playback demands exact bytes, Record keeps those of a real device.
//
// # Trying a new profile
//
// For makes the printer that a profile describes. What a driver sends it comes
// out as Prints:
//
//	o := printertest.For(profile)
//	o.OnPrint = func(p printertest.Print) error { out = append(out, p); return nil }
//	v := printertest.NewVirtual(o)
//	defer v.Close()
//	d := language.New(v.Conn(), profile)
//
// Print.Bitmap must be the preview, dot for dot, but for what the printer draws
// by itself: that is listed in Print.Codes and Print.Texts with its place, and
// the codes can be read from the bitmap. Unknown counts commands that the
// manual does not have, or not with these parameters; after a good job it is 0.
// What a profile claims and a printer may not have is tried by leaving it out:
// Options.NoHan, Faults.Silent, Faults.NoReports.
//
// A virtual printer knows what the manual says, not what a model does. A
// profile of a real printer gets Record around its connection once, and what
// was recorded becomes a Playback in testdata/<model>/.
package printertest
