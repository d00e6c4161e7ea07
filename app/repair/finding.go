package repair

// Finding is one thing that is wrong with the data of the shop.
type Finding struct {
	// What names the check: integrity, chain, projection, search, anchor, number,
	// signature, person or row.
	What string `json:"what"`
	// Where is the event, order, digest or row.
	Where  string `json:"where,omitempty"`
	Detail string `json:"detail"`
}
