package label

import (
	"strings"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/printer"
)

// StaffBadge is scanned by its owner to sign in, 60 x 40 mm. It has no
// personal data but the name.
type StaffBadge struct {
	Shop  Shop  `json:"shop,omitzero"`
	Staff Staff `json:"staff,omitzero"`
}

// Staff is the person of a badge.
type Staff struct {
	Number string `json:"number,omitempty"` // A007
	Name   string `json:"name,omitempty"`
	Role   string `json:"role,omitempty"` // 主管工程师
	Code   string `json:"code,omitempty"` // BA007K3X9QW02TMSW
}

func (b StaffBadge) without(field string) Document {
	switch field {
	case "shop":
		b.Shop = Shop{}
	case "role":
		b.Staff.Role = ""
	}
	return b
}

func (b StaffBadge) complete() Document {
	// A staff number has the length that the code has room for, A007.
	if b.Staff.Code == "" && len(b.Staff.Number) == 4 {
		b.Staff.Code = repair.BadgeCode(nil, repair.StaffID(b.Staff.Number), 1)
	}
	return b
}

// Page lays the badge out. The note for finders goes first, then the role is cut.
func (b StaffBadge) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := proportional(lang, m)
	w, extra := s.w-6, s.h-40
	// The block is high enough for letters that can be read.
	head := max(6.5, s.least(4.6)) + 0.1*extra
	middle := s.block(3, 2, w, head)
	size := max(4.25*head/6.5, s.least(body))
	no := s.cut(clean(b.Staff.Number), size, w/2.5)
	s.white(s.w-4.75, middle(size), size, no, printer.AlignRight)
	shop, shopSize := s.fit(clean(b.Shop.Name), size, s.floor(), w-5.5-s.width(no, size))
	s.white(4.75, middle(shopSize), shopSize, shop, printer.AlignLeft)

	top := 2 + head
	_, _, quiet := s.code("code", b.Staff.Code, printer.QRLevelM, 6)
	left, _ := s.qrRight("code", s.w-3, max(12.25+0.5*extra, top+quiet), b.Staff.Code, printer.QRLevelM, 6)
	room := min(35.5+s.w-60, left-3)
	foot := s.h - 2.5
	if lost := body; lost >= s.least(body) {
		s.text(3, foot, lost, s.cut(s.t("paper.lost-badge"), lost, w))
		foot -= 7.25 + 0.2*extra
	}
	if role := clean(b.Staff.Role); role != "" {
		foot = b.role(s, role, room, top, foot) - 0.2*extra
	}
	b.name(s, room, top, foot)
	return s.done()
}

// role is one line, or two or three smaller ones for who has several, as long as
// the name keeps its least room below top. It returns the foot of the name.
func (b StaffBadge) role(s *surface, role string, room, top, foot float64) float64 {
	line, size := s.fit(role, max(5.5, s.least(body)), s.floor(), room)
	if line == role {
		s.text(3, foot, size, line)
		return foot - 7.75
	}
	pitch, gap := 1.12*size, size+2.25
	lines := s.wrap(role, size, room, 2)
	if three := s.wrap(role, size, room, 3); foot-2*pitch-gap-top > 2*size {
		lines = three
	}
	for i := len(lines) - 1; i >= 0; i-- {
		s.text(3, foot, size, lines[i])
		foot -= pitch
	}
	return foot + pitch - gap
}

// name is one line as large as it can be, or two if that makes it larger. At
// most it fills the room from top to bl.
func (b StaffBadge) name(s *surface, room, top, bl float64) {
	name := clean(b.Staff.Name)
	most := max(min(11.75*(bl-top)/14, (bl-top-0.75)/hanHeight), 5.5)
	size := s.shrink(name, most, max(5.5, s.least(body)), room)
	for two := min(most*0.6, 7*(bl-top)/14); two > size && two >= s.least(body); two -= 0.25 {
		lines, pitch := s.wrap(name, two, room, 2), two
		if strings.ContainsFunc(name, han) {
			pitch *= 1.12 // Han reach up to what hangs from the line above
		}
		whole := len(lines) == 2 && strings.Join(lines, " ") == name && s.width(lines[1], two) <= room
		if whole && bl-pitch-hanHeight*two > top {
			s.text(3, bl-pitch, two, lines[0])
			s.text(3, bl, two, lines[1])
			return
		}
	}
	s.text(3, bl, size, s.cut(name, size, room))
}
