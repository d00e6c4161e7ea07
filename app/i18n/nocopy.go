package i18n

// Who collects without the customer copy.
var nocopyTexts = texts{
	"nocopy.title":          {"没带客户联 · {name}", "No copy · {name}"},
	"nocopy.who":            {"谁来取？", "Who collects?"},
	"nocopy.who-how":        {"先在左边选：本人、登记过的代取人，或别人。", "Choose on the left: the customer, somebody registered, or somebody else."},
	"nocopy.self":           {"本人", "The customer"},
	"nocopy.registered":     {"登记过可以代取", "may collect"},
	"nocopy.other":          {"别人", "Somebody else"},
	"nocopy.other-how":      {"要主管同意", "A supervisor must agree"},
	"nocopy.ask-end":        {"请报登记电话的后四位", "Last four digits of the phone"},
	"nocopy.wrong":          {"尾号不对，请再问一次。说不出来，请主管看证件。", "Not the same. Ask again, or let a supervisor look at an ID."},
	"nocopy.no-phone":       {"没有可以核对的电话", "No number to compare"},
	"nocopy.no-phone-how":   {"请主管看证件，同意后交机。", "A supervisor looks at an ID and agrees."},
	"nocopy.approve":        {"请主管同意…", "Ask a supervisor..."},
	"nocopy.relation-other": {"其他…", "Other..."},
}
