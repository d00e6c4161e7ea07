package store_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
)

// unsalted is what a screen hands over: a text and the strokes under it.
func unsalted(text string) *repair.SignedDocument {
	s := signedText(text)
	s.Salt = nil
	return s
}

// Whatever a customer signs gets a salt of its own where it is stored, and the
// document of the caller stays as it was.
func TestEverySignedDocumentGetsItsSalt(t *testing.T) {
	s := newShop(t)
	id := s.assign()
	in, out := checkIn("5CD1"), pickUp(id)
	in.Signed, out.Signed = unsalted("接机"), unsalted("取机")
	quote := repair.AnswerQuote{Agreed: true, How: repair.AnswerBySigning, Signed: unsalted("报价")}

	o := s.do(id, in).Order
	s.do(id, repair.QuoteRepair{Quote: repair.Quote{Lines: []repair.QuoteLine{{Name: "键盘", PriceFen: 30000}}}})
	s.do(id, quote)
	s.repairIt(o)
	o = s.do(id, out).Order

	salts := map[string]bool{}
	for digest, want := range map[string]*repair.SignedDocument{
		o.Signature.Digest: in.Signed, o.Quotes[0].Answer.Signature.Digest: quote.Signed, o.PickupSignature.Digest: out.Signed,
	} {
		got, err := s.Signature(ctx, digest)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Salt) != 16 || bytes.Equal(got.Salt, make([]byte, 16)) || salts[string(got.Salt)] {
			t.Errorf("%s: salt %x, want 16 random bytes of its own", want.Text, got.Salt)
		}
		salts[string(got.Salt)] = true
		if want.Salt != nil {
			t.Errorf("%s: the document of the caller was changed", want.Text)
		}
		if got.Salt = nil; !cmp.Equal(*want, got) {
			t.Errorf("%s: kept %+v, want %+v", want.Text, got, *want)
		}
	}
	s.clean() // each document has the digest that its event names
}

// A text is bound to the salt that it has.
func TestSaltThatIsThereStays(t *testing.T) {
	s := newShop(t)
	in := checkIn("5CD1")
	in.Signed.Salt = []byte("salt of long ago")
	got, err := s.Signature(ctx, s.do(s.assign(), in).Order.Signature.Digest)
	if err != nil || string(got.Salt) != "salt of long ago" {
		t.Errorf("salt %q, %v", got.Salt, err)
	}
	in.Signed = nil // and no salt of no document
	_, err = s.try(s.assign(), in)
	wantRule(t, err, repair.RuleSigned)
}

// A signed act that comes a second time is not stored a second time: there is
// one signature, that of the first.
func TestSignedActIsStoredOnce(t *testing.T) {
	s := newShop(t)
	id := s.assign()
	in, out := checkIn("5CD1"), pickUp(id)
	in.Signed, out.Signed = unsalted("接机"), unsalted("取机")
	quote := repair.AnswerQuote{Agreed: true, How: repair.AnswerBySigning, Signed: unsalted("报价")}
	twice := func(c repair.Command, want repair.Rule) {
		t.Helper()
		was := s.do(id, c).Order
		_, err := s.try(id, c)
		wantRule(t, err, want)
		if d := cmp.Diff(was, s.order(id).Order); d != "" {
			t.Errorf("%T changed the order (-first +second):\n%s", c, d)
		}
	}
	twice(in, repair.RuleNotDraft)
	s.do(id, repair.QuoteRepair{Quote: repair.Quote{Lines: []repair.QuoteLine{{Name: "键盘", PriceFen: 30000}}}})
	twice(quote, repair.RuleOpenQuote)
	s.repairIt(s.order(id).Order)
	twice(out, repair.RuleOver)
	r, err := s.Check(ctx)
	if err != nil || !r.OK() || r.Signatures != 3 {
		t.Errorf("%d signatures of three documents: %+v, %v", r.Signatures, r, err)
	}
}
