// Package repair is the domain of the shop: orders, machines, shelves, stages,
// clocks, checklists, codes, and the rules between them. It is pure and needs
// the standard library only; the screen, the store and the tests share it.
//
// Everything that happens is an Event. Decide turns a Command on an Order into
// events or refuses it with a *RuleError; Apply folds an event into the order.
// Each rule stands in docs/rules.md with its source.
package repair
