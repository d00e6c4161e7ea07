package label

import "countertop/printer"

// StaffBadge is scanned by its owner to sign in, 60 x 40 mm. It has no
// personal data but the name.
type StaffBadge struct {
	Shop    string
	StaffNo string // A007
	Name    string
	Role    string // 主管工程师
	Code    string // BA007K3X9QW02TMSW
}

// Page lays the badge out on 60 x 40 mm.
func (b StaffBadge) Page(lang Lang, m Media) (printer.Page, error) {
	s := newSheet(lang, m, 60, 40)
	middle := s.block(3, 2, 54, 6.5)
	const size = 4.25
	no := s.cut(clean(b.StaffNo), size, 20)
	s.white(55.25, middle(size), size, no, printer.AlignRight)
	shop, shopSize := s.fit(clean(b.Shop), size, body, 48.5-s.width(no, size))
	s.white(4.75, middle(shopSize), shopSize, shop, printer.AlignLeft)

	left, _ := s.qrRight("code", 57, 12.25, b.Code, printer.QRLevelM, 6)
	room := min(35.5, left-3)
	b.name(s, room)
	role, roleSize := s.fit(clean(b.Role), 5.5, body, room)
	s.text(3, 30.25, roleSize, role)
	s.text(3, 37.5, body, s.cut(s.lostBadge, body, 54))
	return s.done()
}

// name is one line as large as it can be, or two if that makes it larger.
func (b StaffBadge) name(s *sheet, room float64) {
	const two = 7.0
	name := clean(b.Name)
	size := s.shrink(name, 11.75, 5.5, room)
	if lines := s.wrap(name, two, room, 2); size < two && len(lines) == 2 && s.width(lines[1], two) <= room {
		s.text(3, 15.5, two, lines[0])
		s.text(3, 22.5, two, lines[1])
		return
	}
	s.text(3, 22.5, size, s.cut(name, size, room))
}
