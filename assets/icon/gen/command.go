package main

import (
	"fmt"
	"strconv"
	"strings"
)

// counts are the numbers that a command of a path takes.
// Source: SVG 2, 9.3.
var counts = map[byte]int{'m': 2, 'l': 2, 'h': 1, 'v': 1, 'c': 6, 's': 4, 'a': 7, 'z': 0}

// commands adds the commands of a path in SVG's writing.
func (p *path) commands(d string) error {
	command := byte(0)
	for d = skip(d); d != ""; d = skip(d) {
		if c := d[0]; c|0x20 >= 'a' && c|0x20 <= 'z' {
			command, d = c, d[1:]
		} else if command == 0 || command|0x20 == 'z' {
			return fmt.Errorf("a number where a command should be: %q", d)
		}
		n, ok := counts[command|0x20]
		if !ok {
			return fmt.Errorf("the command %c is not read", command)
		}
		v := make([]float64, n)
		for i := range v {
			var err error
			if v[i], d, err = number(d, command|0x20 == 'a' && (i == 3 || i == 4)); err != nil {
				return fmt.Errorf("the command %c: %w", command, err)
			}
		}
		p.command(command, v)
		switch command { // more pairs after a move are lines
		case 'm':
			command = 'l'
		case 'M':
			command = 'L'
		}
	}
	return nil
}

func (p *path) command(c byte, v []float64) {
	var o point // what the numbers count from
	if c >= 'a' {
		o = p.at
	}
	to := func(i int) point { return point{o.x + v[i], o.y + v[i+1]} }
	switch c | 0x20 {
	case 'm':
		p.move(to(0))
	// A line of no length is a dot.
	case 'l':
		p.add("L", to(0))
	case 'h':
		p.add("L", point{o.x + v[0], p.at.y})
	case 'v':
		p.add("L", point{p.at.x, o.y + v[0]})
	case 'c':
		p.cube(to(0), to(2), to(4))
	case 's':
		a := p.at
		if p.curved {
			a = point{2*p.at.x - p.pen.x, 2*p.at.y - p.pen.y}
		}
		p.cube(a, to(0), to(2))
	case 'a':
		p.arc(v[0], v[1], v[2], v[3] != 0, v[4] != 0, to(5))
	case 'z':
		p.close()
	}
}

// skip leaves out what stands between numbers.
func skip(d string) string { return strings.TrimLeft(d, " ,\t\r\n") }

// number reads one; a flag is a single digit, and may touch the next number.
func number(d string, flag bool) (v float64, rest string, err error) {
	d = skip(d)
	if flag {
		if d == "" || d[0] != '0' && d[0] != '1' {
			return 0, d, fmt.Errorf("no flag in %q", d)
		}
		return float64(d[0] - '0'), d[1:], nil
	}
	end, dot := 0, false
	for end < len(d) {
		c := d[end]
		if !(c >= '0' && c <= '9' || c == '-' && end == 0 || c == '.' && !dot) {
			break
		}
		dot = dot || c == '.'
		end++
	}
	v, err = strconv.ParseFloat(d[:end], 64)
	return v, d[end:], err
}
