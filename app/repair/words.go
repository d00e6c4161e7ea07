package repair

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"sync"
)

// What a person typed may be about a person. It is in no event: the event has a
// salted digest in its place, the store keeps salt and words in a row beside it,
// and that row can be erased while the journal stays whole.
//
// A field of an event that holds such words says so by its tag: free:"yes", or
// free:"list" where it may also hold the key of a list of the house
// ("acc.adapter"), which is nobody's words and stays. Every other field of type
// string says free:"no".

// Erased stands where words were that have been erased.
const Erased = "—"

var (
	listKey = regexp.MustCompile(`^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$`)
	wordRef = regexp.MustCompile(`^#[A-Za-z0-9_-]{22}$`)
)

// wordDigest is what stands in the event for the n-th words in it, from 0.
func wordDigest(salt []byte, n int, text string) string {
	sum := sha256.New()
	sum.Write(salt)
	sum.Write([]byte(strconv.Itoa(n) + ":" + text))
	return "#" + base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:16])
}

// Withhold takes the words out of an event: it returns the event with digests in
// their place, and the words in the order of their fields; none if it holds
// none. salt is 16 random bytes that belong to this event alone.
func Withhold(e Event, salt []byte) (Event, []string) {
	var words []string
	e.Body = replaceWords(e.Body, func(text string) string {
		text = string([]rune(text)) // as it comes back, where it is no text
		words = append(words, text)
		return wordDigest(salt, len(words)-1, text)
	})
	return e, words
}

// HoldsWords reports whether Withhold would take something out.
func HoldsWords(e Event) bool {
	held := false
	e.Body = replaceWords(e.Body, func(text string) string {
		held = true
		return text
	})
	return held
}

// Fill puts words back where Withhold took them out; without words, Erased. An
// event of version 1 has its words still. It returns an error if the words are
// not those that were taken out.
func Fill(e Event, salt []byte, words []string) (Event, error) {
	n := 0
	var err error
	e.Body = replaceWords(e.Body, func(ref string) string {
		if !wordRef.MatchString(ref) {
			return ref
		}
		n++
		switch {
		case words == nil:
			return Erased
		case n > len(words) || wordDigest(salt, n-1, words[n-1]) != ref:
			err = fmt.Errorf("repair: the words of an event %s of %s are not those that were written", e.Kind(), e.Subject)
			return Erased
		}
		return words[n-1]
	})
	if err == nil && words != nil && n != len(words) {
		err = fmt.Errorf("repair: an event %s of %s has %d words beside it and names %d", e.Kind(), e.Subject, len(words), n)
	}
	return e, err
}

func replaceWords(b Body, f func(string) string) Body {
	v := reflect.ValueOf(b)
	if !holdsWords(v.Type()) {
		return b
	}
	return replaced(v, f).Interface().(Body)
}

// replaced is a copy of v with its words replaced. What holds none is shared.
func replaced(v reflect.Value, f func(string) string) reflect.Value {
	t := v.Type()
	switch t.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		p := reflect.New(t.Elem())
		p.Elem().Set(replaced(v.Elem(), f))
		return p
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		list := reflect.MakeSlice(t, v.Len(), v.Len())
		for i := range v.Len() {
			list.Index(i).Set(replaced(v.Index(i), f))
		}
		return list
	case reflect.Struct:
		c := reflect.New(t).Elem()
		c.Set(v)
		for i := range t.NumField() {
			switch field := t.Field(i); {
			case isFree(field):
				c.Field(i).Set(freed(v.Field(i), field.Tag.Get("free") == "list", f))
			case holdsWords(field.Type):
				c.Field(i).Set(replaced(v.Field(i), f))
			}
		}
		return c
	default:
		return v
	}
}

// freed is the value of a field of words: a text, or a list of them.
func freed(v reflect.Value, keys bool, f func(string) string) reflect.Value {
	if v.Kind() == reflect.Slice {
		if v.IsNil() {
			return v
		}
		list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			list.Index(i).Set(freed(v.Index(i), keys, f))
		}
		return list
	}
	text := v.String()
	if text == "" || keys && listKey.MatchString(text) {
		return v
	}
	return reflect.ValueOf(f(text))
}

func isFree(f reflect.StructField) bool {
	tag := f.Tag.Get("free")
	return tag == "yes" || tag == "list"
}

// wordTypes remembers which types hold words somewhere.
var wordTypes sync.Map

func holdsWords(t reflect.Type) bool {
	if known, ok := wordTypes.Load(t); ok {
		return known.(bool)
	}
	holds := false
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		holds = holdsWords(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			holds = holds || isFree(f) || f.IsExported() && holdsWords(f.Type)
		}
	default: // holds none
	}
	wordTypes.Store(t, holds)
	return holds
}
