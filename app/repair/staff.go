package repair

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"crypto/subtle"
	"time"
)

// StaffID is a staff number as it stands on the badge: the station letter
// that enrolled the person and three digits, e.g. "A007".
type StaffID string

// Role is what a person may do.
type Role string

// The roles.
const (
	RoleCoordinator Role = "coordinator" // 协调员
	RoleEngineer    Role = "engineer"    // 工程师
	RoleSupervisor  Role = "supervisor"  // 主管
)

// Staff is a person who works in the shop.
type Staff struct {
	ID   StaffID
	Name string
	Role Role
	// Issue counts the badges the person has had.
	Issue int
}

// PINHash is the stored form of a PIN: PBKDF2-SHA-256 over salt. A PIN is
// short, so the store must be kept as the shop keeps its keys; the salt only
// stops one table from serving many shops.
func PINHash(pin string, salt []byte) []byte {
	h, err := pbkdf2.Key(sha256.New, pin, salt, 100_000, 32)
	if err != nil {
		panic(err) // only for impossible lengths
	}
	return h
}

// PINMatches compares a PIN with its stored form in constant time.
func PINMatches(pin string, salt, hash []byte) bool {
	return subtle.ConstantTimeCompare(PINHash(pin, salt), hash) == 1
}

// Approval is a supervisor letting something pass that a rule would refuse.
type Approval struct {
	By     StaffID `json:"by"`
	Role   Role    `json:"role"`
	Reason string  `json:"reason" free:"yes"`
}

// ok reports whether a is a supervisor's with a reason.
func (a *Approval) ok() bool {
	return a != nil && a.By != "" && a.Role == RoleSupervisor && a.Reason != ""
}

// by reports whether a is the word of this person, who needs no reason: their
// badge or PIN gave it.
func (a *Approval) by(id StaffID) bool { return a != nil && id != "" && a.By == id }

// UndoWindow is how long a move can be taken back from the scan screen.
const UndoWindow = 30 * time.Second
