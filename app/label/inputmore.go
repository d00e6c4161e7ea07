package label

// QuoteInput is what a quotation holds beyond its order, and what the customer
// agreed to at check-in.
type QuoteInput struct {
	// QuoteNo is 1 for the first quotation of an order.
	QuoteNo  int         `json:"quote_no,omitempty"`
	QuotedAt Date        `json:"quoted_at,omitzero"`
	QuotedBy string      `json:"quoted_by,omitempty"`
	Cause    string      `json:"cause,omitempty"`
	Lines    []LineInput `json:"lines,omitempty"`
	// Cycle is how long the repair takes once it is agreed to, in words.
	Cycle      string `json:"cycle,omitempty"`
	ValidTo    Date   `json:"valid_to,omitzero"`
	WarrantyIn string `json:"warranty_in,omitempty"` // of new parts: "3 个月"
	// Consents are sentences: 资料已由本人备份.
	Consents Names `json:"consents,omitempty"`
}

// LineInput is a part or a service with its price. Count 0 is one of it, and
// is not printed; PriceFen is that of one.
type LineInput struct {
	Name     string `json:"name"`
	Count    int    `json:"count,omitempty"`
	PriceFen int64  `json:"price_fen"`
}

// PartInput is an old part in its bag.
type PartInput struct {
	OldPart string `json:"old_part,omitempty"`
	// OldPartIndex is which of how many of the order.
	OldPartIndex int    `json:"old_part_index,omitempty"`
	OldPartCount int    `json:"old_part_count,omitempty"`
	OldPartCode  string `json:"old_part_code,omitempty"`
	// OldPartTo is what becomes of it, in words.
	OldPartTo string `json:"old_part_to,omitempty"`
}

// TripInput is a machine on its way to a peer workshop or the factory, or a
// machine lent to a customer. SentBy, SentAt and BackOn are those of either.
type SendOutInput struct {
	SentTo string `json:"sent_to,omitempty"`
	SentBy string `json:"sent_by,omitempty"`
	SentAt Date   `json:"sent_at,omitzero"`
	// Carrier and Tracking are the courier's.
	Carrier  string `json:"carrier,omitempty"`
	Tracking string `json:"tracking,omitempty"`
	Ask      string `json:"ask,omitempty"` // what they are to do
	BackOn   Date   `json:"back_on,omitzero"`
	SentWith Names  `json:"sent_with,omitempty"` // accessories that go along

	Loaner       string `json:"loaner,omitempty"` // its name
	LoanerSerial string `json:"loaner_serial,omitempty"`
	LoanerCode   string `json:"loaner_code,omitempty"`
	LoanerWith   Names  `json:"loaner_with,omitempty"` // what is lent with it
}

// DayInput is the close of a day, or what a folder or test page says.
type DayInput struct {
	Day      Date         `json:"day,omitzero"`
	Station  string       `json:"station,omitempty"`
	ClosedBy string       `json:"closed_by,omitempty"`
	Counts   []CountInput `json:"counts,omitempty"`
	Money    []MoneyInput `json:"money,omitempty"`
	// Open are the orders that must be looked after tomorrow, with why.
	Open []OpenInput `json:"open,omitempty"`

	// Folder is the paper folder: awaiting-test, awaiting-consent,
	// awaiting-close, awaiting-pickup, or its words.
	Folder string `json:"folder,omitempty"`
	// Printer and Profile are those of a test page.
	Printer string `json:"printer,omitempty"`
	Profile string `json:"profile,omitempty"`
	// Codes stand on a test page for scanners.
	Codes []TestCode `json:"codes,omitempty"`
}

// CountInput is a line of the day: 接机 12.
type CountInput struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// MoneyInput is what was taken in one way: 现金 320.00.
type MoneyInput struct {
	Name string `json:"name"`
	Fen  int64  `json:"fen"`
}

// OpenInput is an order with a word on it.
type OpenInput struct {
	Number string `json:"number"`
	Note   string `json:"note"`
}

// StockInput is a stock-take; its counts are those of the day.
type StockInput struct {
	// Places were counted, in words: 待测, 维修台.
	Places    []string         `json:"places,omitempty"`
	CountedBy string           `json:"counted_by,omitempty"`
	Begun     Date             `json:"begun,omitzero"`
	Ended     Date             `json:"ended,omitzero"`
	Stock     []StockLineInput `json:"stock,omitempty"`
	// StockMore is how many lines are left out.
	StockMore int `json:"stock_more,omitempty"`
}

// StockLineInput is one difference. Lines of one Group stand together under its
// name.
type StockLineInput struct {
	Group   string `json:"group"`
	Number  string `json:"number,omitempty"` // of the order
	Code    string `json:"code,omitempty"`   // what was read, without one
	Machine string `json:"machine,omitempty"`
	// Where it is recorded, Since when, and where it was Seen, in words.
	Where string `json:"where,omitempty"`
	Since Date   `json:"since,omitzero"`
	Seen  string `json:"seen,omitempty"`
	// Done says how it was settled, "" if it is not.
	Done string `json:"done,omitempty"`
	Note string `json:"note,omitempty"`
	// Blank leaves a line to write a note on.
	Blank bool `json:"blank,omitempty"`
}
