package assets

import _ "embed"

// The files that the owner of a shop may change, as they are shipped; package
// app/trade says what stands in them.
var (
	//go:embed trade/lists.toml
	TradeLists string
	//go:embed trade/tests.toml
	TradeTests string
	//go:embed trade/scripts.toml
	TradeScripts string
	//go:embed trade/shop.dict
	TradeLexicon string
	//go:embed trade/calendar.toml
	TradeCalendar string
)
