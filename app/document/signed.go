package document

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// Wording is all that a customer signs, in words: what the page shows above the
// pad, and what is kept with the signature.
type Wording struct {
	Title string
	// Groups are the cells in the order in which they are read; those that stand
	// together on the page are one group.
	Groups [][]Cell
	Terms  string
}

// Cell is one labelled text.
type Cell struct {
	Label, Text string
	// Count is how many there are of it; 0 where nothing is counted.
	Count int
}

// Text is the exact text that the customer signs: the title, every cell as it
// stands, the terms, a line each. It stays in shops' stores for years under a
// digest in the journal.
func (w Wording) Text() string {
	var sb strings.Builder
	sb.WriteString(w.Title + "\n")
	for _, group := range w.Groups {
		for _, c := range group {
			sb.WriteString(c.Label + ": ")
			if c.Count > 0 {
				sb.WriteString("×" + strconv.Itoa(c.Count) + " ")
			}
			sb.WriteString(c.Text + "\n")
		}
	}
	sb.WriteString(w.Terms + "\n")
	return sb.String()
}

// Signed says in words what a customer signs. The same page always has the same
// wording; a page that nobody signs has none.
//
// The groups of a visit with one machine are the three columns of its sheet and,
// if it was here before, what there was then; with several machines they are who
// the customer is and how many there are, and then rows of equal labels. Those of
// an answer are the facts, the lines of the quote, and its sum. A pickup is one
// group.
func Signed(p flow.SignedPage) Wording {
	ph := Phrases{Lang: i18n.Lang(p.Lang), Shop: p.Shop, Today: p.Today}
	switch subject := p.Subject.(type) {
	case flow.SignedVisit:
		return ph.visit(subject)
	case flow.SignedPickup:
		return ph.pickup(subject)
	case flow.SignedAnswer:
		return ph.answer(subject)
	case flow.SignedCorrection:
		return ph.correction(subject)
	default:
		return Wording{}
	}
}

// pickup is what the customer confirms at pickup.
func (p Phrases) pickup(s flow.SignedPickup) Wording {
	o := s.Order
	returned := p.Kept(s.Returned)
	if len(s.Missing) > 0 {
		returned = p.t("psign.missing", "names", returned, "missing", p.Kept(s.Missing))
	}
	test := p.t("psign.tested")
	switch {
	case o.Stage == repair.StageReturnUnrepaired:
		test = p.t("psign.as-is")
	case s.Untested != "":
		call := p.Shop.Calendar.AddDays(p.Today, 1)
		test = p.t("psign.untested", "why", p.Word(s.Untested), "day", i18n.Day(p.Lang, call))
	}
	condition := p.t("psign.same")
	if n := len(s.NewMarks); n > 0 {
		condition = p.t("psign.new", "n", strconv.Itoa(n), "marks", p.Marks(s.NewMarks))
	}
	cells := []Cell{
		{Label: p.t("psign.number"), Text: o.ID.String()},
		{Label: p.t("psign.machine"), Text: Dotted(p.Device(o.Device), o.Device.Number())},
		{Label: p.t("psign.returned"), Text: returned},
		{Label: p.t("psign.test"), Text: test},
		{Label: p.t("psign.condition"), Text: condition},
	}
	if old := p.OldParts(o); old != "" {
		cells = append(cells, Cell{Label: p.t("psign.old"), Text: old})
	}
	if l := o.Loan; l != nil {
		key := "psign.loaner-back"
		if o.LoanOut() {
			key = "psign.loaner-out"
		}
		cells = append(cells, Cell{Label: p.t("psign.loaner"), Text: p.t(key, "name", l.Name)})
	}
	if s.PaidFen > 0 {
		cells = append(cells, Cell{Label: p.t("psign.paid"), Text: Spaced(p.Sum(s.PaidFen), p.t("paid."+string(s.PaidBy)))})
	}
	return Wording{Title: p.t("psign.title"), Groups: [][]Cell{cells}, Terms: p.t("psign.terms")}
}

// answer is the quote that the customer agrees to or declines.
func (p Phrases) answer(s flow.SignedAnswer) Wording {
	said := "yes"
	if !s.Agreed {
		said = "no"
	}
	q := s.Quote
	facts := []Cell{{Label: p.t("answer.machine"), Text: p.Device(s.Order.Device)}, {Label: p.t("psign.number"), Text: s.Order.ID.String()}}
	if q.Cause != "" {
		facts = append(facts, Cell{Label: p.t("answer.cause"), Text: q.Cause})
	}
	facts = append(facts, Cell{Label: p.t("answer.warranty"), Text: Dotted(p.Months(q.WarrantyMonths), p.Cycle(q))})
	return Wording{
		Title:  p.t("answer.sign." + said),
		Groups: [][]Cell{facts, p.QuoteLines(q.Lines), {p.Total(q.TotalFen())}},
		Terms:  p.t("answer.terms." + said),
	}
}

// QuoteLines are the lines of a quote: what, how many, and what they cost
// together.
func (p Phrases) QuoteLines(lines []repair.QuoteLine) (cells []Cell) {
	for _, l := range lines {
		n := max(1, l.Count)
		cells = append(cells, Cell{Label: p.Word(l.Name), Text: Yuan(int64(n) * l.PriceFen), Count: n})
	}
	return cells
}

// Total is the sum of a quote, in fen.
func (p Phrases) Total(fen int64) Cell { return Cell{Label: p.t("quote.total"), Text: p.Sum(fen)} }

// visit is what the customer signs at check-in.
func (p Phrases) visit(v flow.SignedVisit) Wording {
	w := Wording{Title: p.t("sign.title"), Terms: p.t("sign.terms")}
	if !slices.ContainsFunc(v.Machines, func(m flow.Machine) bool { return !m.OnTheSpot }) {
		w.Terms = p.t("sign.terms-spot") // there is no claim slip to bring
	}
	if len(v.Machines) == 1 {
		w.Groups = p.one(v)
		return w
	}
	count := Cell{Label: p.t("sign.machines"), Text: p.t("sign.count", "n", strconv.Itoa(len(v.Machines)))}
	w.Groups = append([][]Cell{append(p.customer(v), count)}, p.rows(v.Machines)...)
	return w
}

// customer is who the customer is and who may collect.
func (p Phrases) customer(v flow.SignedVisit) []Cell {
	c := v.Customer
	who := CustomerName(c)
	if c.Name != "" && c.Company != "" {
		who = Dotted(who, c.Company)
	}
	if who == "" {
		who = p.t("sign.by-hand")
	}
	cells := []Cell{{Label: p.t("known.customer"), Text: Spaced(who, repair.MaskPhone(v.Phone))}}
	var collectors []string
	for _, k := range c.Contacts {
		if who := Spaced(k.Name, p.Word(k.Relation)); k.Collects && (who != "" || len(collectors) > 0) {
			collectors = append(collectors, who)
		}
	}
	if len(collectors) > 0 {
		cells = append(cells, Cell{Label: p.t("sign.collectors"), Text: p.list(collectors)})
	}
	return cells
}

// one is a visit with one machine.
func (p Phrases) one(v flow.SignedVisit) [][]Cell {
	m := v.Machines[0]
	groups := [][]Cell{
		append(
			p.customer(v),
			Cell{Label: p.t("known.machine"), Text: p.Device(m.Device) + "\n" + p.Serial(m.Device)},
			Cell{Label: p.t("known.order"), Text: m.Order.String()},
		),
		{
			{Label: p.t("sign.fault"), Text: p.Symptom(m.Symptom)},
			{Label: p.t("sign.outside"), Text: p.Marks(m.Marks)},
			{Label: p.t("sign.kept"), Text: p.Kept(m.Kept)},
		},
		{
			{Label: p.t("sign.promise"), Text: p.Promise(m)},
			{Label: p.t("sign.rough"), Text: p.Estimate(m)},
			{Label: p.t("sign.old-parts"), Text: p.t("sign.old." + string(m.OldParts))},
		},
	}
	if m.Passcode != "" {
		groups[2] = append(groups[2], Cell{Label: p.t("field.passcode"), Text: p.t("sign.passcode")})
	}
	if before := p.Before(m, true); before != "" {
		groups = append(groups, []Cell{{Label: p.t("sign.before"), Text: before}})
	}
	return groups
}

// How many machines a visit can have and still be told in full, or with what is
// wrong with each.
const (
	toldInFull     = 4
	toldBySymptoms = 6
)

// rows are the machines of a visit: all of up to four, then number, name and
// symptom, and of many number and name, two machines in a row.
func (p Phrases) rows(all []flow.Machine) (rows [][]Cell) {
	symptom := p.Symptom
	if len(all) > 2 {
		symptom = p.ShortSymptom
	}
	half := (len(all) + 1) / 2
	for i, m := range all {
		row := []Cell{{Label: p.t("known.order"), Text: m.Order.String()}, {Label: p.t("known.machine"), Text: p.Device(m.Device)}}
		switch {
		case len(all) > toldBySymptoms && i >= half:
			rows[i-half] = slices.Concat(rows[i-half], row)
			continue
		case len(all) > toldBySymptoms:
		case len(all) > toldInFull:
			row = append(row, Cell{Label: p.t("sign.fault"), Text: symptom(m.Symptom)})
		default:
			row = p.full(m, symptom(m.Symptom))
		}
		rows = append(rows, row)
	}
	return rows
}

// full is all of one machine of a visit.
func (p Phrases) full(m flow.Machine, symptom string) []Cell {
	kept := p.t("sign.none-left")
	if len(m.Kept) > 0 {
		kept = p.Kept(m.Kept)
	}
	return []Cell{
		{Label: p.t("known.machine"), Text: p.Device(m.Device) + "\n" + Spaced(p.Serial(m.Device), m.Order.String())},
		{Label: p.t("sign.fault"), Text: Dotted(symptom, p.Before(m, false))},
		{Label: p.t("sign.outside-kept"), Text: p.Marks(m.Marks) + "\n" + kept},
		{
			Label: p.t("sign.promise-rough"),
			Text:  p.Promise(m) + "\n" + p.Estimate(m) + "\n" + p.t("sign.old", "to", p.t("sign.old."+string(m.OldParts))),
		},
	}
}
