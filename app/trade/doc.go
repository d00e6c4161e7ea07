// Package trade holds the lists and words that the owner of the shop may
// change: what there is to choose from for each kind of machine, what to say
// to customers on each page (话术), the shop's own words of the input method,
// and the official calendar.
//
// They are shipped in assets/trade. The same files in a folder of the data
// directory go over them: lists.toml, tests.toml, scripts.toml, shop.dict,
// calendar.toml and calendar-2027.json, as docs/shop-files.md tells the owner.
// Whoever writes them has a text editor and no manual, so a file is read one
// setting at a time: a mistake costs its own line, is named with its line and
// reason in both languages, and never stops the program.
package trade
