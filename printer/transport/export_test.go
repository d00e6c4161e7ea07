package transport

// Fault is what an error of the system becomes.
func (d Device) Fault(op string, err error) error { return d.fault(op, err) }
