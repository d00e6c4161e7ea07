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
type TripInput struct {
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
