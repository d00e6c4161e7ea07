package drive

// Code128Run is a part of the data of a Code 128 symbol that stands in one
// subset: C, of which each character is two digits, or B.
type Code128Run struct {
	C    bool
	Text string
}

// Code128Runs takes data apart into the runs that DrawCode128.Modules counts,
// runs of four and more digits in subset C, and returns the width of the symbol
// in modules: 11 for each character, start, switch and check character, 13 for
// the stop. It returns nil, 0 for data that subsets B and C do not hold, or none.
//
// Source: ISO/IEC 15417, 4.2 (symbol characters of 11 modules) and 4.3.
func Code128Runs(data string) (runs []Code128Run, modules int) {
	symbols := 1 // the check character; the start stands for the first switch
	for i := 0; i < len(data); {
		if data[i] < 0x20 || data[i] > 0x7e {
			return nil, 0
		}
		n := len(runs) - 1
		digits := 0
		for i+digits < len(data) && '0' <= data[i+digits] && data[i+digits] <= '9' {
			digits++
		}
		if digits >= 4 {
			digits &^= 1
			runs = append(runs, Code128Run{true, data[i : i+digits]})
			symbols += 1 + digits/2
			i += digits
			continue
		}
		if n < 0 || runs[n].C {
			runs = append(runs, Code128Run{})
			symbols++
			n++
		}
		runs[n].Text += data[i : i+1]
		symbols++
		i++
	}
	if len(runs) == 0 {
		return nil, 0
	}
	return runs, 11*symbols + 13
}

// QRText reports whether data is held by the alphanumeric mode of QR codes. For
// such data any encoder chooses the same version, so that a code drawn by the
// printer is as large as on the preview; with other data a cleverer one might
// find a smaller version.
//
// Source: ISO/IEC 18004, table 5.
func QRText(data string) bool {
	for _, r := range data {
		switch {
		case '0' <= r && r <= '9', 'A' <= r && r <= 'Z':
		case r == ' ' || r == '$' || r == '%' || r == '*' || r == '+' || r == '-' || r == '.' || r == '/' || r == ':':
		default:
			return false
		}
	}
	return data != ""
}
