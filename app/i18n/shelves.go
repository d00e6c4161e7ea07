package i18n

import "countertop/app/repair"

// Stages, places and the people who move machines between them.
var shelvesTexts = texts{
	"stage.draft":             {"接机中", "Check-in"},
	"stage.awaiting-test":     {"等待检测", "Awaiting test"},
	"stage.quoting":           {"待报价", "Quoting"},
	"stage.awaiting-consent":  {"待同意", "Awaiting consent"},
	"stage.awaiting-parts":    {"等待备件", "Awaiting parts"},
	"stage.in-repair":         {"维修中", "In repair"},
	"stage.awaiting-close":    {"修好待通知", "Ready, to notify"},
	"stage.awaiting-pickup":   {"等待取机", "Awaiting pickup"},
	"stage.picked-up":         {"已取机", "Picked up"},
	"stage.closed":            {"已结单", "Closed"},
	"stage.at-peer":           {"外送维修", "At peer workshop"},
	"stage.at-factory":        {"返厂", "At factory"},
	"stage.out-for-delivery":  {"送机", "Out for delivery"},
	"stage.on-site":           {"上门", "On site"},
	"stage.return-unrepaired": {"不修退机", "Return unrepaired"},
	"stage.void":              {"作废", "Void"},
	"folder.awaiting-test":    {"等待检测", "Awaiting test"},
	"folder.awaiting-consent": {"待同意", "Awaiting consent"},
	"folder.awaiting-close":   {"等待结单", "Awaiting close"},
	"folder.awaiting-pickup":  {"等待取机", "Awaiting pickup"},

	"place.awaiting-test":   {"待测", "Awaiting test"},
	"place.awaiting-parts":  {"等待备件", "Awaiting parts"},
	"place.done":            {"维修完毕", "Done"},
	"place.awaiting-pickup": {"等待取机", "Awaiting pickup"},
	"place.counter":         {"验机台", "Counter"},
	"place.bench":           {"维修台", "Bench"},
	"place.peer":            {"同行", "Peer workshop"},
	"place.factory":         {"厂家", "Factory"},
	"place.courier":         {"快递", "Courier"},
	"place.customer":        {"客户", "Customer"},

	"role.coordinator": {"协调员", "Coordinator"},
	"role.engineer":    {"工程师", "Engineer"},
	"role.supervisor":  {"主管", "Supervisor"},
	"role.owner":       {"店主", "Owner"},

	"reason.parts": {"缺备件", "Parts"},
	"reason.quote": {"报价确认", "Quote pending"},
}

// Place is the name of a place, with its slot if it has one: 待测 A-03.
func Place(lang Lang, p repair.Place) string {
	name := T(lang, "place."+string(p.Kind))
	if p.Slot > 0 {
		name += " " + p.Name()
	}
	return name
}
