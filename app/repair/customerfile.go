package repair

import "time"

// CustomerFile is all that the shop keeps of one customer.
type CustomerFile struct {
	Customer Customer
	// Orders are all of theirs, as lists show them: those in the shop first, then the
	// newest first.
	Orders []Row
	// Since and Last are when the first and the latest machine was taken in, in UTC;
	// zero without one.
	Since, Last time.Time
	// InShop counts the machines that are here, Signatures what the customer signed.
	InShop, Signatures int
	// Words are the names of theirs that text entry has learned.
	Words []string
	// Joined counts the entries that turned out to be this customer, Doubles are those
	// that may be, the likeliest first.
	Joined  int
	Doubles []Double
}

// Past is all that happened to an order.
type Past struct {
	Row Row
	// Events are those of the order, the oldest first, and among them what became of its
	// customer: two entries that were merged, one that was erased.
	Events []Event
	// People are those who collected, as far as the shop still knows them, each under
	// the number that the event has of them.
	People []Customer
}

// Person is somebody whom an event names; false if the shop knows them no more.
func (p Past) Person(id CustomerID) (Customer, bool) {
	if id == p.Row.Customer.ID && id != "" {
		return p.Row.Customer, true
	}
	for _, c := range p.People {
		if c.ID == id {
			return c, true
		}
	}
	return Customer{}, false
}
