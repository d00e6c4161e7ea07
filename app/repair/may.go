package repair

// CommandName names what a person may be allowed to do: a Command on an order, a
// SubjectCommand on what is no order, or an act of the counter that nothing hears
// of. app/i18n says it in words.
type CommandName string

// The names of the commands, and of the acts that are none. Nothing stores them, but
// settings and scripts may name them.
const (
	CommandAssignNumber   CommandName = "assign-number"
	CommandCheckIn        CommandName = "check-in"
	CommandVoid           CommandName = "void-order"
	CommandInspect        CommandName = "inspect" // no Command: who stands in an Inspection
	CommandMove           CommandName = "move-machine"
	CommandUndoMove       CommandName = "undo-move"
	CommandTake           CommandName = "take-by-badge" // no Command: a badge that puts its owner's bench where a shelf would stand
	CommandShowPasscode   CommandName = "show-passcode"
	CommandTest           CommandName = "record-test"
	CommandQuote          CommandName = "quote-repair"
	CommandAnswerQuote    CommandName = "answer-quote"
	CommandWork           CommandName = "record-work"
	CommandOldPart        CommandName = "keep-old-part"
	CommandReturn         CommandName = "return-unrepaired"
	CommandSendOut        CommandName = "send-out"
	CommandLend           CommandName = "lend-loaner"
	CommandTakeLoanerBack CommandName = "take-loaner-back"
	CommandCorrect        CommandName = "correct"
	CommandUndoPickUp     CommandName = "undo-pick-up"
	CommandPickupTest     CommandName = "record-pickup-test" // RecordTest with Pickup
	CommandPickUp         CommandName = "pick-up"
	CommandFollowUp       CommandName = "follow-up-done"
	CommandSee            CommandName = "see-machine"
	CommandReportMissing  CommandName = "report-missing"
	CommandUndoSighting   CommandName = "undo-sighting"
	CommandStockTake      CommandName = "keep-stock-take" // one that begins
	CommandAskEnquiry     CommandName = "ask-enquiry"
	CommandAnswerEnquiry  CommandName = "answer-enquiry"
	CommandEraseEnquiry   CommandName = "erase-enquiry"
	CommandEraseCustomer  CommandName = "erase-customer"
	CommandMergeSame      CommandName = "merge-same-customer" // MergeCustomer of one phone and one name
	CommandMergeCustomer  CommandName = "merge-customer"
	CommandJoinStaff      CommandName = "join-staff"
	CommandChangeStaff    CommandName = "change-staff"
	CommandIssueBadge     CommandName = "issue-badge"
	CommandSetPIN         CommandName = "set-pin"  // of somebody else
	CommandSetAway        CommandName = "set-away" // somebody else
	CommandEndStaff       CommandName = "end-staff"
	CommandChangeSetting  CommandName = "change-setting"     // one that not everybody may
	CommandMakeRecovery   CommandName = "make-recovery-code" // no Command: a new way back for the owner
	CommandCloseDay       CommandName = "close-day"          // no Command: the close of the day is printed
	CommandPrintBadges    CommandName = "print-badges"       // no Command
	CommandLookOver       CommandName = "look-over"          // no Command: what was overruled and failed is read
	CommandOverride       CommandName = "override"           // no Command: an Approval
)

// RoleRow is a line of the table: who may do what.
type RoleRow struct {
	Command CommandName
	Roles   Roles
	// System says that the program itself may, in nobody's name.
	System bool
}

// Who may, as the table says it. docs/decisions/roles.md has the reasons.
var (
	atDesk  = RolesOf(RoleCoordinator, RoleSupervisor, RoleOwner)
	atBench = RolesOf(RoleEngineer, RoleSupervisor, RoleOwner)
	anybody = RolesOf(AllRoles...)
	inHead  = RolesOf(RoleSupervisor, RoleOwner)
)

// roleTable is in the order in which a machine meets them; then the stock-take, and
// what belongs to no machine.
var roleTable = []RoleRow{
	{Command: CommandAssignNumber, Roles: atDesk},
	{Command: CommandCheckIn, Roles: atDesk},
	{Command: CommandVoid, Roles: atDesk, System: true},
	{Command: CommandInspect, Roles: atBench},
	{Command: CommandMove, Roles: anybody},
	{Command: CommandUndoMove, Roles: anybody},
	{Command: CommandTake, Roles: RolesOf(RoleEngineer)},
	{Command: CommandShowPasscode, Roles: atBench},
	{Command: CommandTest, Roles: atBench},
	{Command: CommandQuote, Roles: anybody},
	{Command: CommandAnswerQuote, Roles: atDesk},
	{Command: CommandWork, Roles: anybody},
	{Command: CommandOldPart, Roles: anybody},
	{Command: CommandReturn, Roles: anybody},
	{Command: CommandSendOut, Roles: atDesk},
	{Command: CommandLend, Roles: atDesk},
	{Command: CommandTakeLoanerBack, Roles: atDesk},
	{Command: CommandPickupTest, Roles: anybody},
	{Command: CommandPickUp, Roles: atDesk},
	{Command: CommandFollowUp, Roles: atDesk},
	{Command: CommandCorrect, Roles: atDesk},
	{Command: CommandUndoPickUp, Roles: inHead},
	{Command: CommandStockTake, Roles: anybody},
	{Command: CommandSee, Roles: anybody},
	{Command: CommandReportMissing, Roles: anybody},
	{Command: CommandUndoSighting, Roles: anybody},
	{Command: CommandAskEnquiry, Roles: anybody},
	{Command: CommandAnswerEnquiry, Roles: anybody},
	{Command: CommandEraseEnquiry, Roles: inHead},
	{Command: CommandEraseCustomer, Roles: inHead},
	{Command: CommandMergeSame, Roles: atDesk},
	{Command: CommandMergeCustomer, Roles: inHead},
	{Command: CommandJoinStaff, Roles: inHead, System: true},
	{Command: CommandChangeStaff, Roles: inHead, System: true},
	{Command: CommandIssueBadge, Roles: inHead, System: true},
	{Command: CommandSetPIN, Roles: inHead, System: true},
	{Command: CommandSetAway, Roles: inHead},
	{Command: CommandEndStaff, Roles: inHead},
	{Command: CommandChangeSetting, Roles: inHead, System: true},
	{Command: CommandMakeRecovery, Roles: RolesOf(RoleOwner)},
	{Command: CommandCloseDay, Roles: atDesk},
	{Command: CommandPrintBadges, Roles: inHead},
	{Command: CommandLookOver, Roles: inHead},
	{Command: CommandOverride, Roles: inHead},
}

// RoleTable is who may do what, a line for each command in an order that people
// can read. The list is the caller's own.
func RoleTable() []RoleRow { return append([]RoleRow(nil), roleTable...) }

// rowOf is the line of a command; the zero row, which lets nobody, if it has none.
func rowOf(c CommandName) RoleRow {
	for _, row := range roleTable {
		if row.Command == c {
			return row
		}
	}
	return RoleRow{}
}

// allowed are the roles that may.
func allowed(c CommandName) Roles { return rowOf(c).Roles }

// SystemID is the number under which the program itself acts: no person has it,
// and the store takes no act of a person under it.
const SystemID StaffID = "system"

// System is the program itself. It may do what the table says, and has no role.
var System = Staff{ID: SystemID}

// May reports whether the table lets a person do something. Who has no role, or
// one that is none, may nothing.
func May(p Staff, c CommandName) bool {
	row := rowOf(c)
	if p.ID == SystemID {
		return row.System
	}
	for _, r := range AllRoles {
		if row.Roles.Has(r) && p.Roles.Has(r) {
			return true
		}
	}
	return false
}

// NotAllowed is the refusal of a command by the table, or nil if the person may.
// Its Args are the command, the roles that may, who it is and what they are.
func NotAllowed(p Staff, c CommandName) *RuleError {
	if May(p, c) {
		return nil
	}
	e := &RuleError{Rule: RuleRole}
	for _, f := range []option{
		arg("command", string(c)), arg("roles", string(allowed(c))), arg("who", string(p.ID)), arg("has", string(p.Roles)),
	} {
		f(e)
	}
	for _, r := range allowed(c).List() {
		e.Need = append(e.Need, string(r))
	}
	return e
}

// NameOf is the name of a command in the table, "" for one that the program does
// not know.
func NameOf(c Command) CommandName {
	// Without a default the linter finds a command that has no case.
	switch c := c.(type) {
	case AssignNumber:
		return CommandAssignNumber
	case CheckIn:
		return CommandCheckIn
	case VoidOrder:
		return CommandVoid
	case MoveMachine:
		return CommandMove
	case UndoMove:
		return CommandUndoMove
	case RecordTest:
		if c.Pickup {
			return CommandPickupTest
		}
		return CommandTest
	case ReturnUnrepaired:
		return CommandReturn
	case PickUp:
		return CommandPickUp
	case FollowUpDone:
		return CommandFollowUp
	case QuoteRepair:
		return CommandQuote
	case AnswerQuote:
		return CommandAnswerQuote
	case RecordWork:
		return CommandWork
	case KeepOldPart:
		return CommandOldPart
	case LendLoaner:
		return CommandLend
	case TakeLoanerBack:
		return CommandTakeLoanerBack
	case SendOut:
		return CommandSendOut
	case ShowPasscode:
		return CommandShowPasscode
	case SeeMachine:
		return CommandSee
	case ReportMissing:
		return CommandReportMissing
	case UndoSighting:
		return CommandUndoSighting
	case CorrectOrder:
		return CommandCorrect
	case UndoPickUp:
		return CommandUndoPickUp
	}
	return ""
}

// NameOfAct is NameOf for a command on a subject in a state. "" is also what
// follows from something else that was asked: a person who is put down at a
// check-in, and a stock-take that goes on, in the name of who began it.
func NameOfAct(s State, c SubjectCommand) CommandName {
	switch c := c.(type) {
	case AskEnquiry:
		return CommandAskEnquiry
	case AnswerEnquiry:
		return CommandAnswerEnquiry
	case EraseEnquiry:
		return CommandEraseEnquiry
	case EraseCustomer:
		return CommandEraseCustomer
	case MergeCustomer:
		return c.Likeness.Command()
	case JoinStaff:
		return CommandJoinStaff
	case ChangeStaff:
		return CommandChangeStaff
	case IssueBadge:
		return CommandIssueBadge
	case EndStaff:
		return CommandEndStaff
	case ChangeSetting:
		if record, ok := LookupSetting(c.Change.Key); ok && record.Who != nil {
			return CommandChangeSetting
		}
	case NotePIN:
		return CommandSetPIN
	case SetAway:
		return CommandSetAway
	case KeepStockTake:
		if t, _ := s.(StockTake); t.ID == 0 {
			return CommandStockTake
		}
	}
	return ""
}

// forOneself reports whether an act is one that everybody may do for themselves.
func forOneself(a Act, by Staff) bool {
	switch a.Command.(type) {
	case NotePIN, SetAway:
		return by.ID != "" && by.ID.Subject() == a.Subject
	default:
		return false
	}
}

// mayAct refuses an act that the person's roles do not allow, or that is done in
// nobody's name.
func mayAct(s State, a Act, by Staff) error {
	name := NameOfAct(s, a.Command)
	if name == "" || forOneself(a, by) {
		return nil
	}
	e := NotAllowed(by, name)
	if by.ID == "" {
		e = &RuleError{Rule: RuleTaker, Need: []string{"staff"}}
	}
	if e == nil {
		return nil
	}
	e.Subject = a.Subject
	return e
}
