package store

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"countertop/app/repair"

	"golang.org/x/crypto/argon2"
)

// PINCost is what it costs to try one PIN: Argon2id on one lane (RFC 9106).
type PINCost struct {
	KiB    uint32 // of memory, at least 8
	Passes uint32
}

// pinCost is about 0.15 s on a counter PC. A check that the screen waits for may
// take that, and no more memory than this may come and go.
var pinCost = PINCost{KiB: 64 << 10, Passes: 3}

// pinCostMost is the most that a hash in the file may ask for.
var pinCostMost = PINCost{KiB: 1 << 20, Passes: 32}

// least reports whether c costs no less than o in anything.
func (c PINCost) least(o PINCost) bool { return c.KiB >= o.KiB && c.Passes >= o.Passes }

// pinHash is what is stored of a PIN.
type pinHash struct {
	cost   PINCost
	pepper string // its name
	salt   []byte
	sum    []byte
	// old is set where the PIN was hashed by PBKDF2 before, and only what came of
	// that is known.
	old oldPIN
}

// oldPIN is a PIN as version 8 of the schema kept it: PBKDF2-SHA-256.
type oldPIN struct {
	rounds int // 0 is none
	salt   []byte
}

const (
	pinSumBytes  = 32
	pinSaltBytes = 16
	// oldForm is an oldPIN, and argonForm what follows it or stands alone: the form
	// of the Password Hashing Competition, with the name of the pepper as keyid.
	oldForm   = "$pbkdf2-sha256$i=%d$%s"
	argonForm = "$argon2id$v=19$m=%d,t=%d,p=1,keyid=%s$%s$%s"
)

func (h pinHash) String() string {
	s := ""
	if h.old.rounds > 0 {
		s = fmt.Sprintf(oldForm, h.old.rounds, hex.EncodeToString(h.old.salt))
	}
	b64 := base64.RawStdEncoding
	return s + fmt.Sprintf(argonForm, h.cost.KiB, h.cost.Passes, h.pepper, b64.EncodeToString(h.salt), b64.EncodeToString(h.sum))
}

var errPINHash = errors.New("it is no hash of a PIN")

// parsePIN reads a stored hash. It refuses one that would take the machine's
// memory.
func parsePIN(text string) (h pinHash, err error) {
	f := strings.Split(text, "$")
	if len(f) >= 4 && f[1] == "pbkdf2-sha256" {
		if h.old, err = parseOldPIN(f[2], f[3]); err != nil {
			return h, err
		}
		f = f[3:]
	}
	if len(f) != 6 || f[1] != "argon2id" || f[2] != "v=19" {
		return h, errPINHash
	}
	n, err := fmt.Sscanf(f[3], "m=%d,t=%d,p=1,keyid=%s", &h.cost.KiB, &h.cost.Passes, &h.pepper)
	if err != nil || n != 3 || !pinCostMost.least(h.cost) || !h.cost.least(PINCost{8, 1}) {
		return h, errPINHash
	}
	b64 := base64.RawStdEncoding.Strict()
	salt, err1 := b64.DecodeString(f[4])
	sum, err2 := b64.DecodeString(f[5])
	if err1 != nil || err2 != nil || len(salt) != pinSaltBytes || len(sum) != pinSumBytes {
		return h, errPINHash
	}
	h.salt, h.sum = salt, sum
	return h, nil
}

func parseOldPIN(rounds, salt string) (o oldPIN, err error) {
	if n, err := fmt.Sscanf(rounds, "i=%d", &o.rounds); err != nil || n != 1 || o.rounds < 1 || o.rounds > 10_000_000 {
		return o, errPINHash
	}
	if o.salt, err = hex.DecodeString(salt); err != nil || len(o.salt) == 0 {
		return o, errPINHash
	}
	return o, nil
}

// newPINHash hashes a PIN of a person anew.
func newPINHash(cost PINCost, name string, pepper []byte, id repair.StaffID, pin string) pinHash {
	return pinHash{cost: cost, pepper: name}.of(pepper, id, pin)
}

// wrapOldPIN hashes what PBKDF2 has made of a PIN.
func wrapOldPIN(cost PINCost, name string, pepper []byte, id repair.StaffID, old oldPIN, sum []byte) pinHash {
	return pinHash{cost: cost, pepper: name, old: old}.of(pepper, id, string(sum))
}

// of is h over a secret, under a new salt.
func (h pinHash) of(pepper []byte, id repair.StaffID, secret string) pinHash {
	h.salt = make([]byte, pinSaltBytes)
	rand.Read(h.salt) //nolint:errcheck // never fails
	h.sum = h.stretch(pepper, id, secret)
	return h
}

func (h pinHash) stretch(pepper []byte, id repair.StaffID, secret string) []byte {
	label := "pin"
	if h.old.rounds > 0 {
		label = "pin-pbkdf2"
	}
	return argon2.IDKey(mix(pepper, label, string(id), secret), h.salt, h.cost.Passes, h.cost.KiB, 1, pinSumBytes)
}

// matches reports whether it is the PIN of the person, in constant time.
func (h pinHash) matches(pepper []byte, id repair.StaffID, pin string) bool {
	secret := pin
	if h.old.rounds > 0 {
		sum, err := pbkdf2.Key(sha256.New, pin, h.old.salt, h.old.rounds, pinSumBytes)
		if err != nil {
			return false // only for impossible lengths
		}
		secret = string(sum)
	}
	return subtle.ConstantTimeCompare(h.stretch(pepper, id, secret), h.sum) == 1
}
