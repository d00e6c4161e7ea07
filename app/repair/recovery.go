package repair

import "strings"

// recoveryAlphabet has neither I, L, O nor U: what is copied from paper by hand
// is read as it was written (Crockford's base 32).
const recoveryAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// RecoveryLength is how many characters a recovery code has: 100 bits.
const RecoveryLength = 20

// NewRecovery makes a recovery code (恢复码) of random bytes: 20 characters in
// groups of five, with a hyphen between.
func NewRecovery(random [RecoveryLength]byte) string {
	var b strings.Builder
	for i, r := range random {
		if i > 0 && i%5 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(recoveryAlphabet[r%32])
	}
	return b.String()
}

// ReadRecovery returns a recovery code as NewRecovery writes it: without regard
// to case, spaces and hyphens, an O read as 0, an I or L as 1. It returns false
// for what cannot be one.
func ReadRecovery(text string) (code string, ok bool) {
	text = strings.NewReplacer(" ", "", "-", "", "\t", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(text))
	if len(text) != RecoveryLength || strings.Trim(text, recoveryAlphabet) != "" {
		return "", false
	}
	return strings.Join([]string{text[:5], text[5:10], text[10:15], text[15:]}, "-"), true
}
