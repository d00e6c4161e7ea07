package i18n

import (
	"strings"

	"countertop/app/repair"
)

// What a role lets a person do, for each repair.CommandName: in English what
// follows "may".
var mayTexts = texts{
	"command.assign-number":       {"取单号", "number a machine"},
	"command.check-in":            {"接机", "check a machine in"},
	"command.void-order":          {"作废维修单", "void an order"},
	"command.inspect":             {"验机", "inspect at check-in"},
	"command.move-machine":        {"移架", "move a machine"},
	"command.undo-move":           {"撤销移架", "undo a move"},
	"command.take-by-badge":       {"扫工牌领机", "take machines by badge"},
	"command.show-passcode":       {"看开机密码", "see a passcode"},
	"command.record-test":         {"填测试单", "fill in a test sheet"},
	"command.quote-repair":        {"报价", "make a quote"},
	"command.answer-quote":        {"登记报价答复", "record the answer to a quote"},
	"command.record-work":         {"写维修记录", "write a work record"},
	"command.keep-old-part":       {"登记旧件", "bag an old part"},
	"command.return-unrepaired":   {"不修退机", "return a machine unrepaired"},
	"command.send-out":            {"外送机器", "send a machine out"},
	"command.lend-loaner":         {"借出备用机", "lend a loaner"},
	"command.take-loaner-back":    {"收回备用机", "take a loaner back"},
	"command.record-pickup-test":  {"取机验机", "test at pickup"},
	"command.pick-up":             {"办取机", "hand a machine over"},
	"command.correct":             {"更正维修单", "correct an order"},
	"command.undo-pick-up":        {"撤回交机", "take a hand-over back"},
	"command.follow-up-done":      {"登记回访", "record a follow-up call"},
	"command.keep-stock-take":     {"盘点", "take stock"},
	"command.see-machine":         {"盘点扫机器", "count a machine"},
	"command.report-missing":      {"登记找不到", "report a machine missing"},
	"command.undo-sighting":       {"撤销盘点记录", "undo a count"},
	"command.ask-enquiry":         {"登记咨询", "note an enquiry"},
	"command.answer-enquiry":      {"答复咨询", "answer an enquiry"},
	"command.erase-enquiry":       {"删除咨询", "erase an enquiry"},
	"command.join-staff":          {"添加员工", "add a member of staff"},
	"command.change-staff":        {"改员工姓名、岗位", "change name or roles of staff"},
	"command.issue-badge":         {"补发工牌", "issue a badge"},
	"command.set-pin":             {"给别人重设密码", "reset the PIN of somebody else"},
	"command.set-away":            {"给别人登记请假", "mark somebody else as away"},
	"command.change-setting":      {"改店铺设置", "change a setting of the shop"},
	"command.make-recovery-code":  {"换恢复码", "make a new recovery code"},
	"command.end-staff":           {"办理离职", "end somebody's work here"},
	"command.erase-customer":      {"删除客户资料", "erase a customer"},
	"command.merge-same-customer": {"合并同一位客户", "merge two entries of one customer"},
	"command.merge-customer":      {"合并姓名或电话不同的客户", "merge customers who differ"},
	"command.close-day":           {"打日结单", "close the day"},
	"command.print-badges":        {"打工牌", "print badges"},
	"command.look-over":           {"看放行和密码记录", "look over overrides and PINs"},
	"command.override":            {"放行", "override a rule"},

	"roles.separator": {"、", ", "},
	"roles.none":      {"没有角色", "no role"},
	"roles.more":      {"{role} +{n}", "{role} +{n}"},
	"staff.system":    {"系统", "System"},
}

// Command says what a role lets a person do: 接机, check a machine in.
func Command(lang Lang, c repair.CommandName) string { return T(lang, "command."+string(c)) }

// Roles says the roles of a person, or those that may do something: 协调员、工程师.
// What is no role is said as it is.
func Roles(lang Lang, r repair.Roles) string {
	var words []string
	for _, x := range r.List() {
		word := string(x)
		if Has("role." + word) {
			word = T(lang, "role."+word)
		}
		words = append(words, word)
	}
	if len(words) == 0 {
		return T(lang, "roles.none")
	}
	return strings.Join(words, T(lang, "roles.separator"))
}
