package repair

// OrderCommand is a command on an order; AssignNumber has none.
type OrderCommand struct {
	Order   OrderID
	Command Command
}

// Row is an order with its customer, as lists show it. The customer is empty
// before check-in, and after they were erased.
type Row struct {
	Order    Order
	Customer Customer
}

// Who is the customer's name for staff: person, else company.
func (r Row) Who() string {
	if r.Customer.Name == "" {
		return r.Customer.Company
	}
	return r.Customer.Name
}

// Result is what an act did: the commands that a person gave in one go, which
// are stored together or not at all. The store remembers its orders: clone a
// slice before writing to it.
type Result struct {
	// Before is the order of the first command as it was, Row as it is now.
	Before Order
	Row
	// Events are those of the first command; none if there was nothing to do.
	Events []Event
	// Jobs are the print jobs that all commands asked for, with their ids.
	Jobs []PrintJob
	// Also are the orders of the further commands as they are now, in their order.
	Also []Row
	// Passcode answers ShowPasscode.
	Passcode string
}
