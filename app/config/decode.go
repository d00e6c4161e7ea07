package config

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
)

// Error is what is wrong with a configuration, and where.
type Error struct {
	// Line counts from 1.
	Line int
	// Key is dotted, "shop.hours"; "" if the text is no TOML.
	Key string
	// Reason is part of a sentence and holds no PIN.
	Reason error
}

// Error is one sentence without a full stop.
func (e *Error) Error() string {
	if e.Key == "" {
		return fmt.Sprintf("line %d: %v", e.Line, e.Reason)
	}
	return fmt.Sprintf("line %d: %s: %v", e.Line, e.Key, e.Reason)
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Reason }

// decoder moves the values of a TOML text into a Config. It is the TOML
// package's own work, but for its errors: those of a wrong type are texts, and
// name the line of the last table only.
type decoder struct {
	text string
	// mistakes are values of a wrong type, unknown keys and tables that Config does
	// not have; neither has an order.
	mistakes, unknown []*Error
	// refused are settings that cannot be.
	refused []*Error
}

// err is the first mistake in the text, or else the first that is unknown.
func (d *decoder) err() error {
	list := d.mistakes
	if len(list) == 0 {
		list = d.unknown
	}
	if len(list) == 0 {
		return nil
	}
	return first(list)
}

// first is the first mistake in the text.
func first(list []*Error) *Error {
	return slices.MinFunc(list, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), strings.Compare(a.Key, b.Key))
	})
}

// decode fills to, a struct, a map or a list, from what the TOML package made
// of the text. key is where it stands, in the nth table of that name.
func (d *decoder) decode(to reflect.Value, from any, key string, nth int) {
	switch to.Kind() {
	case reflect.Pointer:
		v := reflect.New(to.Type().Elem())
		d.decode(v.Elem(), from, key, nth)
		to.Set(v)
	case reflect.Struct:
		d.table(from, key, nth, func(name string, value any) {
			i := field(to.Type(), name)
			if i < 0 {
				d.strange(under(key, name))
				return
			}
			d.decode(to.Field(i), value, under(key, to.Type().Field(i).Tag.Get("toml")), nth)
		})
	case reflect.Map:
		to.Set(reflect.MakeMap(to.Type()))
		d.table(from, key, nth, func(name string, value any) {
			v := reflect.New(to.Type().Elem()).Elem()
			d.decode(v, value, under(key, name), nth)
			to.SetMapIndex(reflect.ValueOf(name), v)
		})
	case reflect.Slice:
		d.list(to, from, key, nth)
	default:
		d.scalar(to, from, key, nth)
	}
}

func (d *decoder) table(from any, key string, nth int, each func(name string, value any)) {
	table, ok := from.(map[string]any)
	if !ok {
		d.wrong(key, nth, "it must be a table")
		return
	}
	for name, value := range table {
		each(name, value)
	}
}

func (d *decoder) list(to reflect.Value, from any, key string, nth int) {
	list := reflect.ValueOf(from)
	tables := to.Type().Elem().Kind() == reflect.Struct
	if list.Kind() != reflect.Slice {
		if tables {
			d.wrong(key, nth, "its head is [["+key+"]]")
		} else {
			d.wrong(key, nth, "it must be a list")
		}
		return
	}
	to.Set(reflect.MakeSlice(to.Type(), list.Len(), list.Len()))
	for i := range list.Len() {
		at := nth
		if tables {
			at = i
		}
		d.decode(to.Index(i), list.Index(i).Interface(), key, at)
	}
}

func (d *decoder) scalar(to reflect.Value, from any, key string, nth int) {
	switch to.Kind() {
	case reflect.String:
		if v, ok := from.(string); ok {
			to.SetString(v)
			return
		}
		d.wrong(key, nth, "it must be a text in quotation marks")
	case reflect.Bool:
		if v, ok := from.(bool); ok {
			to.SetBool(v)
			return
		}
		d.wrong(key, nth, "it must be true or false")
	case reflect.Int:
		if v, ok := from.(int64); ok && v >= math.MinInt && v <= math.MaxInt {
			to.SetInt(v)
			return
		}
		d.wrong(key, nth, "it must be a whole number")
	case reflect.Float64:
		switch v := from.(type) {
		case float64:
			to.SetFloat(v)
		case int64:
			to.SetFloat(float64(v))
		default:
			d.wrong(key, nth, "it must be a number")
		}
	default:
		panic("config: no value of TOML fits " + to.Type().String())
	}
}

func (d *decoder) wrong(key string, nth int, reason string) {
	d.mistakes = append(d.mistakes, mistake(lineOf(d.text, key, nth), key, reason))
}

// strange refuses a key. The first place counts: unknown in one table is unknown
// in all.
func (d *decoder) strange(key string) {
	line := 1
	all := places(d.text)
	if i := slices.IndexFunc(all, func(p place) bool { return p.key == key }); i >= 0 {
		line = all[i].line
	}
	d.unknown = append(d.unknown, mistake(line, key, "Countertop knows no such key"))
}

func mistake(line int, key, reason string) *Error { return &Error{line, key, errors.New(reason)} }

// field is which field of a struct a key names, in either case, or -1.
func field(t reflect.Type, key string) int {
	for i := range t.NumField() {
		if strings.EqualFold(t.Field(i).Tag.Get("toml"), key) {
			return i
		}
	}
	return -1
}

// under is a key in a table.
func under(table, key string) string { return strings.TrimPrefix(table+"."+key, ".") }
