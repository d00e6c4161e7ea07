package i18n

import (
	"maps"
	"slices"

	"countertop/app/repair"
)

// choices are keys to choose from, the most usual first. The screens have
// room for nine and put "other" behind them.
type choices map[repair.DeviceKind][]string

var symptoms = choices{
	repair.KindLaptop:  keys("fault.laptop.", "power", "boot", "crash", "screen", "flicker", "liquid", "charge", "keyboard", "heat"),
	repair.KindDesktop: keys("fault.desktop.", "power", "boot", "crash", "picture", "restart", "slow", "noise", "usb", "network"),
	repair.KindPrinter: keys("fault.printer.", "jam", "feed", "lines", "faint", "power", "error-code", "connection", "noise", "leak"),
	repair.KindOther:   keys("fault.other.", "power", "charge", "picture", "buttons", "ports", "noise", "heat", "drop", "liquid"),
}

var accessories = choices{
	repair.KindLaptop:  keys("acc.", "adapter", "bag", "mouse", "power-cord", "battery", "disk", "disc", "invoice", "warranty-card"),
	repair.KindDesktop: keys("acc.", "power-cord", "mouse", "keyboard", "video-cable", "disk", "disc", "usb-cable", "invoice", "warranty-card"),
	repair.KindPrinter: keys("acc.", "power-cord", "usb-cable", "toner", "cartridge", "tray", "adapter", "disc", "invoice", "warranty-card"),
	repair.KindOther:   keys("acc.", "adapter", "power-cord", "usb-cable", "battery", "remote", "bag", "box", "invoice", "warranty-card"),
}

var brands = choices{
	repair.KindLaptop:  keys("brand.", "lenovo", "hp", "dell", "huawei", "asus", "apple", "acer", "xiaomi", "hasee"),
	repair.KindDesktop: keys("brand.", "lenovo", "hp", "dell", "custom", "asus", "apple", "acer", "huawei", "tongfang"),
	repair.KindPrinter: keys("brand.", "hp", "canon", "epson", "brother", "pantum", "samsung", "ricoh", "kyocera", "lenovo"),
	repair.KindOther:   keys("brand.", "huawei", "xiaomi", "apple", "samsung", "tp-link", "hikvision", "santak", "deli", "sony"),
}

func keys(prefix string, names ...string) []string {
	for i, n := range names {
		names[i] = prefix + n
	}
	return names
}

// Faults are the keys of what is usually wrong with a kind of machine. The
// list is shared: do not change it.
func Symptoms(k repair.DeviceKind) []string { return symptoms[k] }

// Accessories are the keys of what people bring with a kind of machine. The
// list is shared: do not change it.
func Accessories(k repair.DeviceKind) []string { return accessories[k] }

// Brands are the keys of the usual makers of a kind of machine. The list is
// shared: do not change it.
func Brands(k repair.DeviceKind) []string { return brands[k] }

// Keys are the keys of all texts, in order.
func Keys() []string { return slices.Sorted(maps.Keys(table)) }
